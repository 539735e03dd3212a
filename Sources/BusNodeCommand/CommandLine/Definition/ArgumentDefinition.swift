/// A value that is known by its place on the command line.
struct ArgumentDefinition: Sendable {
    /// What stands for the value in help, such as `REVISION`.
    let name: String
    /// What the value must be.
    let kind: ValueKind
    /// What it means, in one sentence without a full stop.
    let summary: String
    /// Whether it must be given.
    let isRequired: Bool
    /// Whether it takes all that follow; only the last one can.
    let isRepeatable: Bool
    /// Whether it stands behind `--`, so that what looks like an option there belongs to it.
    let isBehindSeparator: Bool

    init(
        _ name: String, _ kind: ValueKind, isRequired: Bool = true, isRepeatable: Bool = false,
        isBehindSeparator: Bool = false, _ summary: String
    ) {
        self.name = name
        self.kind = kind
        self.summary = summary
        self.isRequired = isRequired
        self.isRepeatable = isRepeatable
        self.isBehindSeparator = isBehindSeparator
    }

    /// The argument as the usage line has it: `[PREFIX...]`.
    var synopsis: String {
        let text = name + (isRepeatable ? "..." : "")
        return isRequired ? text : "[\(text)]"
    }
}
