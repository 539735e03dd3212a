import BusNode
import Handlers
import TestSupport
import Topics

/// A backbone behind its sockets, on a file of its own, spoken to over raw DEALER sockets.
final class SocketEngine: Engine {
    let patience = Duration.seconds(10)
    let clockRulesNodes = false

    private let folder: TemporaryFolder
    private let context = Context()
    private let clock = VirtualClock()
    private var role: BackboneRole
    private var endpoint: String
    private var connections = 0
    private var sockets: [Int: Socket] = [:]

    init() async throws {
        folder = try TemporaryFolder()
        (role, endpoint) = try await Self.start(folder, context, clock)
    }

    func connect() throws -> Int {
        connections += 1
        var options = SocketOptions.nodeDealer
        options.probes = false
        options.linger = 0
        let socket = try Socket(.dealer, in: context, options: options)
        try socket.connect(endpoint)
        sockets[connections] = socket
        return connections
    }

    func disconnect(_ connection: Int) {
        sockets.removeValue(forKey: connection)?.close()
    }

    func send(_ command: Command, correlation: UInt64, over connection: Int) async throws {
        let socket = try require(sockets[connection], "connection \(connection)")
        let frame = command.frame(correlation: correlation)
        let deadline = ContinuousClock.now + patience
        while try socket.send(header: frame, body: command.payload) != .sent {
            guard ContinuousClock.now < deadline else { throw Mismatch("nothing can be sent") }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    func receive(over connection: Int) async throws -> [Received] {
        guard let socket = sockets[connection] else { return [] }
        var received: [Received] = []
        while let message = try socket.receive() {
            guard !message.isProbe else { continue }
            let (correlation, command) = try message.decode()
            received.append(Received(correlation: correlation, command: command))
        }
        if received.isEmpty { try await Task.sleep(for: .microseconds(500)) }
        return received
    }

    func advance(by duration: Duration) async {
        for step in EngineClock.steps(of: duration) { await clock.advance(by: step) }
    }

    func setCalendar(by duration: Duration) throws {
        throw Unavailable(description: "the calendar of the machine stays as it is")
    }

    func restart(after duration: Duration) async throws {
        for socket in sockets.values { socket.close() }
        sockets = [:]
        await role.stop()
        await clock.advance(by: duration)
        (role, endpoint) = try await Self.start(folder, context, clock)
    }

    func stop() async {
        for socket in sockets.values { socket.close() }
        sockets = [:]
        await role.stop()
    }

    private static func start(
        _ folder: TemporaryFolder, _ context: Context, _ clock: VirtualClock
    ) async throws -> (BackboneRole, String) {
        var settings = BackboneRole.Settings(
            bus: "tcp://127.0.0.1:*", feed: "tcp://127.0.0.1:*",
            store: folder.file("backbone.sqlite"))
        settings.limits = .conformance
        settings.clock = clock
        let role = BackboneRole(settings, context: context)
        let address = try await role.start()
        return (role, address.endpoint)
    }
}
