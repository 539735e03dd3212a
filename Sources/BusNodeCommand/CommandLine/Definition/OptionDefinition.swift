/// An option of a command: a flag, or a name with a value behind it.
struct OptionDefinition: Sendable {
    /// The name without its hyphens.
    let name: String
    /// The one-letter form, or nil.
    let short: Character?
    /// What stands for the value in help, such as `FILE`; nil makes the option a flag.
    let valueName: String?
    /// What the value must be.
    let kind: ValueKind
    /// What it does, in one sentence without a full stop.
    let summary: String
    /// The value when none is given.
    let defaultValue: String?
    /// The variable that gives the value when the command line does not.
    let variable: String?
    /// Whether it may be given several times.
    let isRepeatable: Bool

    /// An option without a value.
    static func flag(_ name: String, short: Character? = nil, _ summary: String) -> Self {
        OptionDefinition(
            name: name, short: short, valueName: nil, kind: .text, summary: summary,
            defaultValue: nil, variable: nil, isRepeatable: false)
    }

    /// An option with a value.
    static func value(
        _ name: String, short: Character? = nil, _ valueName: String, _ kind: ValueKind,
        default defaultValue: String? = nil, variable: String? = nil, isRepeatable: Bool = false,
        _ summary: String
    ) -> Self {
        OptionDefinition(
            name: name, short: short, valueName: valueName, kind: kind, summary: summary,
            defaultValue: defaultValue, variable: variable, isRepeatable: isRepeatable)
    }

    /// Whether it has no value.
    var isFlag: Bool { valueName == nil }

    /// The option as it is written: `--timeout`.
    var spelling: String { "--\(name)" }

    /// Every command takes it.
    static let help = flag("help", short: "h", "Show this help")
}
