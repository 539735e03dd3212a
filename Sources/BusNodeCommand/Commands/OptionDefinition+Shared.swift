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
}
