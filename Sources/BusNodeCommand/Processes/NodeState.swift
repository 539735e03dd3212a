/// What a supervised node does.
enum NodeState: Sendable, Equatable {
    /// It waits for those before it.
    case waiting
    /// Its process was started and does not yet serve.
    case starting
    /// It serves.
    case running
    /// It ended, and starts again when the pause is over.
    case backingOff(pause: Duration, after: ProcessExit?)
    /// It was asked to stop, or killed because it was asked too long ago.
    case stopping
    /// It does not run and will not start again; why it ended, when it did by itself.
    case stopped(after: ProcessExit?)

    /// The state in one word.
    var word: String {
        switch self {
        case .waiting: "waiting"
        case .starting: "starting"
        case .running: "running"
        case .backingOff: "backing off"
        case .stopping: "stopping"
        case .stopped: "stopped"
        }
    }
}
