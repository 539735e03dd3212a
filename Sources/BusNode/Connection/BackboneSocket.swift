import Topics

/// A node's way to the backbone: a socket for each connection, one after the other.
///
/// libzmq would connect one socket again by itself, and say over the new connection what it could not say
/// over the old: to a backbone that may not know the session, and has to refuse all of it.
final class BackboneSocket {
    private let thread: ReactorThread
    private let context: Context
    private let endpoint: String
    private var socket: Socket?
    /// Tells when the connection ends.
    private var monitor: SocketMonitor?
    /// When the next connection is made, in milliseconds, while there is none.
    private var connectsAt: Int64?
    /// How long the next connection waits at least, in milliseconds.
    private var delay = BackboneSocket.delays.lowerBound

    /// The delay doubles with every connection that fails; in milliseconds.
    private static let delays: ClosedRange<Int64> = 20...1_000

    /// A way to the backbone at an endpoint, for an actor that lives on this thread.
    init(to endpoint: String, on thread: ReactorThread, in context: Context) {
        self.endpoint = endpoint
        self.thread = thread
        self.context = context
    }

    /// Connects, again and again until somebody is there.
    func connect() throws(ZeroMQError) {
        connectsAt = nil
        let socket = try Socket(.dealer, in: context, options: .nodeDealer)
        let monitor = try SocketMonitor(of: socket, in: context)
        try socket.connect(endpoint)
        (self.socket, self.monitor) = (socket, monitor)
        thread.watch(socket)
        thread.watch(monitor.socket)
    }

    /// Gives the connection up, and all that it has not carried; another is made a little later.
    func giveUp(at now: Int64) {
        close { $0.discard() }
        // Not all at once, when a backbone starts again that had many nodes.
        let time = now + Int64.random(in: delay...2 * delay)
        delay = min(2 * delay, Self.delays.upperBound)
        connectsAt = time
        thread.takeTurn(by: time)
    }

    /// Whether it is time to connect again; sees to a turn when it will be.
    func isDue(at now: Int64) -> Bool {
        guard let connectsAt else { return false }
        if now < connectsAt { thread.takeTurn(by: connectsAt) }
        return now >= connectsAt
    }

    /// Notes that the backbone has welcomed this node, so that the next connection does not wait long.
    func noteWelcome() {
        delay = Self.delays.lowerBound
    }

    /// Whether the connection has ended since the last time.
    func hasEnded() throws(ZeroMQError) -> Bool {
        try monitor?.hasDisconnections() == true
    }

    /// Receives a message if one is there.
    func receive() throws(ZeroMQError) -> ReceivedMessage? {
        try socket?.receiveIfReady()
    }

    /// Sends a command; without a socket it is dropped.
    func send(_ command: Command, correlation: UInt64) throws(ZeroMQError) {
        _ = try socket?.send(
            header: command.frame(correlation: correlation), body: command.payload)
    }

    /// Closes the connection, and makes no other; what is not sent has a moment left, or none.
    func close(keepingUnsent: Bool) {
        close { keepingUnsent ? $0.close() : $0.discard() }
        connectsAt = nil
    }

    private func close(_ end: (Socket) -> Void) {
        guard let socket, let monitor else { return }
        thread.unwatch(socket)
        thread.unwatch(monitor.socket)
        end(socket)
        monitor.socket.close()
        (self.socket, self.monitor) = (nil, nil)
    }
}
