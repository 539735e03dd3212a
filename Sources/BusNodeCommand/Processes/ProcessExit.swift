/// How a process ended.
enum ProcessExit: Sendable, Hashable, CustomStringConvertible {
    /// By itself, with this status.
    case exited(Int32)
    /// By a signal with this number.
    case signalled(Int32)

    /// Whether it ended by itself and says that all is well.
    var isSuccess: Bool { self == .exited(0) }

    /// A few words for a person, such as "exit status 1".
    var description: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signalled(let signal): "signal \(signal)"
        }
    }
}
