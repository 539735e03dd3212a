import Topics

/// What a backbone is to the conformance suite: connections that carry commands, and a clock.
///
/// Nodes know an engine through the wire protocol alone, so that whatever answers it can be held to the
/// suite: the state machine in memory, the backbone behind its sockets, a cluster.
protocol Engine: AnyObject {
    /// How long an answer may take in real time.
    var patience: Duration { get }

    /// Whether its clock rules the time that requests and nodes have to answer, too.
    var clockRulesNodes: Bool { get }

    /// Opens a connection, over which nothing was said yet.
    func connect() async throws -> Int

    /// Breaks a connection, as a cable that is cut.
    func disconnect(_ connection: Int) async throws

    /// Sends a command.
    func send(_ command: Command, correlation: UInt64, over connection: Int) async throws

    /// What came over a connection since the last look; empty when nothing did.
    func receive(over connection: Int) async throws -> [Received]

    /// Lets time pass, on the engine's clock and on the calendar.
    func advance(by duration: Duration) async throws

    /// Sets the calendar forward or back; no time passes.
    func setCalendar(by duration: Duration) async throws

    /// Kills the engine, lets time pass, and starts it on what is on its disk; no connection is left.
    func restart(after duration: Duration) async throws

    /// Ends the engine and frees what it has.
    func stop() async
}
