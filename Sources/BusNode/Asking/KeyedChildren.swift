/// Children to be asked, by the keys under which their parent knows them.
///
///     let heights = try await question.children["elevation"].answer(to: places, as: [Double].self)
public struct KeyedChildren: Sendable {
    /// Which services they are.
    public let list: Children

    private let connection: NodeConnection
    private let parent: IncomingQuestion?

    init(_ list: Children, connection: NodeConnection, asking parent: IncomingQuestion?) {
        self.list = list
        self.connection = connection
        self.parent = parent
    }

    /// The keys in order.
    public var keys: [String] { list.keys }

    /// The child of a key.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such key, with those that there are.
    public subscript(key: String) -> Child {
        get throws(NodeError) {
            guard let entry = list[key] else {
                let known =
                    keys.isEmpty
                    ? "this service has no children"
                    : "its children are \(keys.joined(separator: ", "))"
                throw NodeError(.notFound, "no child has the key \"\(key)\"; \(known)")
            }
            return Child(entry, connection: connection, asking: parent)
        }
    }
}
