extension OptionDefinition {
    /// Every command that shows something takes it.
    static let json = flag("json", "Write JSON, one value a line, for programs")

    /// What makes something and insists that it is new.
    static let exclusive = flag("exclusive", "Fail when it exists, also with these settings")

    /// What people group things by.
    static let labels = value(
        "label", "KEY=VALUE", .pair, isRepeatable: true, "Give it a label")

    /// What takes labels away.
    static let noLabels = flag("no-labels", "Take all labels away that are not given")

    /// How often a question is asked again.
    static let retries = value(
        "retries", "NUMBER", .retries, default: "0",
        "How many more times a question is asked that gets no answer")

    /// Keeps what happened to a question.
    static let record = value(
        "record", "FILE", .file, "Write what happened to the question to a file, as JSON")

    /// Does not wait for the answer.
    static let noWait = flag("no-wait", "Print the question's identifier and do not follow it")
}
