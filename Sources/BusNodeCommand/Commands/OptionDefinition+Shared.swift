extension OptionDefinition {
    /// Every command that shows something takes it.
    static let json = flag("json", "Write JSON, one value a line, for programs")
}
