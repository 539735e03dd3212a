/// What the exit status of `busnode` says; part of its interface, so numbers never change their meaning.
enum ExitCode: Int32, CaseIterable, Sendable {
    case done = 0
    case exception = 1
    case cancelled = 2
    case notFound = 3
    case timedOut = 4
    case unreachable = 5
    case limitReached = 6
    case refused = 7
    case usage = 64
    case badData = 65
    case internalError = 70
    case failed = 74
    case interrupted = 130
    case outputClosed = 141

    /// The meaning in one line, for help and documentation.
    var meaning: String {
        switch self {
        case .done: "Done"
        case .exception: "A question ended with an exception"
        case .cancelled: "A question was cancelled"
        case .notFound: "Nobody serves the revision, or there is no such thing"
        case .timedOut: "It took longer than the given time"
        case .unreachable: "The bus cannot be reached"
        case .limitReached: "A limit of the bus is reached; try again later"
        case .refused: "The bus refused it for another reason"
        case .usage: "The command line is not understood"
        case .badData: "A file or value is not what it should be"
        case .internalError: "A fault in busnode itself"
        case .failed: "A file or socket failed, here or at the backbone"
        case .interrupted: "Stopped by a signal before it was done"
        case .outputClosed: "The reader of the output went away"
        }
    }

    /// What can happen to every command that speaks to a bus.
    static let ofBus: [ExitCode] = [.limitReached, .refused, .failed]

    /// What can happen to every command, and so is said once and not with each.
    static let common: [ExitCode] = [.usage, .internalError, .interrupted, .outputClosed]
}
