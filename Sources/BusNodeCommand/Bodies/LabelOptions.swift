import BusNode

/// The options that give labels and take them away.
enum LabelOptions {
    /// Labels with what the options change.
    static func labels(
        _ labels: Labels, changedBy arguments: ParsedArguments
    ) throws(NodeError) -> Labels {
        let keepsOld = !arguments.defines("no-labels") || !arguments.flag("no-labels")
        let given = arguments.pairs("label")
        do {
            return try Labels((keepsOld ? labels.values : [:]).merging(given) { $1 })
        } catch {
            throw NodeError(.badValues, error.description)
        }
    }
}
