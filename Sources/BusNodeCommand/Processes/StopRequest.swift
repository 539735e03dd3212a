/// What a signal asks for: the first to finish, the second to hurry.
enum StopRequest: Sendable, Equatable {
    /// Stop in order, and finish what was begun.
    case finish(signal: Int32)
    /// Stop now.
    case force(signal: Int32)
}
