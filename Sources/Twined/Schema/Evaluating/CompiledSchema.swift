/// All nodes of a schema and of what it refers to; the first one is the schema itself.
final class CompiledSchema: Sendable {
    let nodes: [SchemaNode]
    /// For each name of a `$dynamicRef`, the node it has in each resource, or -1.
    let dynamicTargets: [[Int]]

    init(nodes: [SchemaNode], dynamicTargets: [[Int]]) {
        self.nodes = nodes
        self.dynamicTargets = dynamicTargets
    }
}
