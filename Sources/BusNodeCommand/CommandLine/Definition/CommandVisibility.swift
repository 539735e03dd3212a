/// Where people meet a command.
enum CommandVisibility: Sendable {
    /// In the overview, in completion and in the documentation.
    case listed
    /// In the documentation only: for those who look for it.
    case documented
    /// Nowhere: for scripts of ours.
    case hidden
}
