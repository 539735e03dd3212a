import Store
import Topics

/// A process with a file of its own that may stop in any turn: what is not in the file is lost then.
final class TrialProcess<Input, Output> {
    typealias Handle = (Input, Timestamp) throws -> Output

    /// The file, while the process runs.
    private(set) var connection: Connection?
    /// How often it was started.
    private(set) var life = 0
    /// Called when it has started again.
    var onStart: () throws -> Void = {}

    private let path: String
    private let clock: TrialClock
    private let troubles: TrialTroubles
    private let makeHandle: (Connection) throws -> Handle
    private var handle: Handle?

    private struct Stopped: Error {}

    init(
        _ path: String, _ clock: TrialClock, _ troubles: TrialTroubles,
        makeHandle: @escaping (Connection) throws -> Handle
    ) throws {
        self.path = path
        self.clock = clock
        self.troubles = troubles
        self.makeHandle = makeHandle
        try open()
    }

    /// Takes an input; nil when the process does not run, or stops in this turn.
    func tell(_ input: Input) throws -> Output? {
        guard let connection, let handle else { return nil }
        let fate = troubles.fate()
        var output: Output?
        do {
            output = try connection.transaction {
                let output = try handle(input, clock.now)
                if fate == .stopsBefore { throw Stopped() }
                return output
            }
        } catch is Stopped {}
        guard fate != .goesOn else { return output }
        try stop()
        return nil
    }

    private func stop() throws {
        try connection?.close()
        (connection, handle) = (nil, nil)
        life += 1
        clock.after(troubles.delay(200, 20_000)) {
            try self.open()
            try self.onStart()
        }
    }

    private func open() throws {
        let connection = try Connection(path: path)
        // The process stops here, and the machine does not.
        try connection.execute("PRAGMA synchronous = OFF")
        handle = try makeHandle(connection)
        self.connection = connection
    }
}
