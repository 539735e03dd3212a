import CZeroMQ
import Topics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One socket, used by the thread that owns it and closed by it.
///
/// Nothing it does waits: what cannot be done at once is reported as a value.
package final class Socket {
    private let kind: SocketKind
    private let context: Context
    private var pointer: UnsafeMutableRawPointer?
    private var isMonitored = false
    /// Whether the last look found no message, and nothing was sent since: then `descriptor` tells of the next.
    private var isDrained = false

    /// What became of a message.
    package enum SendOutcome: Sendable {
        /// All of it is on its way.
        case sent
        /// There is no connection, or too much waits for the peer already.
        case full
        /// The peer is not there (any more).
        case unreachable
    }

    /// A socket that is neither bound nor connected.
    ///
    /// - Throws: `ZeroMQError` when there are no sockets left, or an option is not taken.
    package init(
        _ kind: SocketKind, in context: Context = .shared, options: SocketOptions
    ) throws(ZeroMQError) {
        self.kind = kind
        self.context = context
        guard let pointer = zmq_socket(context.pointer, kind.number) else {
            throw ZeroMQError("zmq_socket")
        }
        self.pointer = pointer
        do throws(ZeroMQError) {
            try options.apply(to: pointer, kind)
            // Without it a reactor would never hear of a message.
            guard let descriptor = option(ZMQ_FD) else {
                throw ZeroMQError("zmq_getsockopt", "ZMQ_FD")
            }
            self.descriptor = descriptor
        } catch {
            close()
            throw error
        }
    }

    deinit {
        close()
    }

    /// Listens at an endpoint; `tcp://127.0.0.1:*` takes a free port.
    ///
    /// - Returns: the endpoint it is reached at.
    package func bind(_ endpoint: String) throws(ZeroMQError) -> String {
        try EndpointRule.check(endpoint, for: "zmq_bind")
        guard zmq_bind(pointer, endpoint) == 0 else { throw ZeroMQError("zmq_bind", endpoint) }
        return try lastEndpoint()
    }

    /// Connects to an endpoint, again and again until somebody is there.
    package func connect(_ endpoint: String) throws(ZeroMQError) {
        try EndpointRule.check(endpoint, for: "zmq_connect")
        guard zmq_connect(pointer, endpoint) == 0 else {
            throw ZeroMQError("zmq_connect", endpoint)
        }
    }

    /// Receives what begins with these bytes, on a watcher.
    package func subscribe(prefix: String) throws(ZeroMQError) {
        let length = prefix.utf8.count
        guard zmq_setsockopt(pointer, ZMQ_SUBSCRIBE, prefix, length) == 0 else {
            throw ZeroMQError("zmq_setsockopt", "ZMQ_SUBSCRIBE")
        }
    }

    /// Reports connections of this socket on a PAIR at an inproc endpoint.
    func monitor(at endpoint: String, events: Int32) throws(ZeroMQError) {
        guard zmq_socket_monitor(pointer, endpoint, events) == 0 else {
            throw ZeroMQError("zmq_socket_monitor", endpoint)
        }
        isMonitored = true
    }

    /// Closes the socket, and drops what is not sent.
    package func discard() {
        var linger: Int32 = 0
        zmq_setsockopt(pointer, ZMQ_LINGER, &linger, MemoryLayout<Int32>.size)
        close()
    }

    /// Closes the socket; closing it again does nothing.
    package func close() {
        guard let pointer else { return }
        self.pointer = nil
        // The context's thread waits for whoever reads the reports, and for ever when that one is closed: so
        // there are none of the connections that end now.
        if isMonitored { zmq_socket_monitor(pointer, nil, 0) }
        zmq_close(pointer)
    }

    /// Sends a message of one or two frames, on a ROUTER with the receiver's identity before them.
    package func send(
        to receiver: RoutingID? = nil, header: [UInt8], body: Payload?
    ) throws(ZeroMQError) -> SendOutcome {
        if let receiver {
            let result = receiver.withUnsafeBytes { sendBytes($0, more: true) }
            guard result >= 0 else { return try checked(outcome(of: result)) }
        }
        let result = header.withUnsafeBytes { sendBytes($0, more: body != nil) }
        guard result >= 0 else {
            guard receiver == nil else { throw ZeroMQError("zmq_send", "command frame") }
            return try checked(outcome(of: result))
        }
        guard let body else { return .sent }
        guard sendPayload(body) < 0 else { return .sent }
        // Room was promised with the first frame: so the connection ended in between, and libzmq took back
        // what it had.
        guard zmq_errno() == EAGAIN else { throw ZeroMQError("zmq_msg_send", "payload frame") }
        return .unreachable
    }

    /// Publishes a message of the feed: its subject, a command, and its payload where it has one.
    package func publish(
        _ subject: String, header: [UInt8], body: Payload?
    ) throws(ZeroMQError) {
        let first = Array(subject.utf8) + [0]
        // A publisher never waits: a watcher that is behind loses the message.
        guard first.withUnsafeBytes({ sendBytes($0, more: true) }) >= 0 else {
            throw ZeroMQError("zmq_send", "subject frame")
        }
        _ = try send(header: header, body: body)
    }

    /// Receives a message if one is there; of one with too many frames the rest is dropped.
    package func receive() throws(ZeroMQError) -> ReceivedMessage? {
        guard kind == .router else {
            guard let header = try receiveFrame() else { return nil }
            return try receiveRest(after: nil, header)
        }
        return try receiveFromPeer()
    }

    /// Receives a message if one is there, on a socket that a reactor watches: while its descriptor tells of
    /// nothing, this costs no call of libzmq.
    package func receiveIfReady() throws(ZeroMQError) -> ReceivedMessage? {
        isDrained ? nil : try receive()
    }

    /// What becomes readable when something happens, after `mayHoldMessage` was false.
    private(set) var descriptor: Int32 = -1

    /// Notes that the descriptor is readable.
    func noteReady() {
        isDrained = false
    }

    /// Whether a message may be there of which the descriptor does not tell (any more).
    ///
    /// libzmq makes the descriptor readable once for what happens, and takes that back with the next call on
    /// the socket, be it a send.
    func mayHoldMessage() -> Bool {
        guard !isDrained else { return false }
        guard let events = option(ZMQ_EVENTS) else { return true }
        isDrained = events & ZMQ_POLLIN == 0
        return !isDrained
    }

    /// An option that is a number; nil when libzmq does not tell it.
    private func option(_ number: Int32) -> Int32? {
        var value: Int32 = 0
        var size = MemoryLayout<Int32>.size
        return zmq_getsockopt(pointer, number, &value, &size) == 0 ? value : nil
    }

    private enum Sending {
        case sent
        case full
        case unreachable
        case failed
    }

    private func checked(_ sending: Sending) throws(ZeroMQError) -> SendOutcome {
        switch sending {
        case .sent: .sent
        case .full: .full
        case .unreachable: .unreachable
        case .failed: throw ZeroMQError("zmq_send")
        }
    }

    private func outcome(of result: Int32) -> Sending {
        guard result < 0 else { return .sent }
        return switch zmq_errno() {
        case EAGAIN: .full
        case EHOSTUNREACH: .unreachable
        default: .failed
        }
    }

    private func sendBytes(_ bytes: UnsafeRawBufferPointer, more: Bool) -> Int32 {
        isDrained = false
        let flags = ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0)
        return retried { zmq_send(pointer, bytes.baseAddress, bytes.count, flags) }
    }

    /// Calls a function of libzmq, and again when a signal came in between (EINTR): nothing is done then.
    private func retried(_ function: () -> Int32) -> Int32 {
        while true {
            let result = function()
            if result >= 0 || zmq_errno() != EINTR { return result }
        }
    }

    private func sendPayload(_ payload: Payload) -> Int32 {
        guard let frame = payload.owner as? Frame else {
            return payload.withUnsafeBytes { sendBytes($0, more: false) }
        }
        // A copy of the handle: libzmq shares the bytes of all but the smallest messages.
        isDrained = false
        var copy = zmq_msg_t()
        zmq_msg_init(&copy)
        guard zmq_msg_copy(&copy, frame.message) == 0 else { return -1 }
        let result = retried { zmq_msg_send(&copy, pointer, ZMQ_DONTWAIT) }
        guard result < 0 else { return result }
        let code = zmq_errno()
        zmq_msg_close(&copy)
        errno = code
        return result
    }

    /// Receives a message on a ROUTER, which puts a frame before it that says who sent it.
    private func receiveFromPeer() throws(ZeroMQError) -> ReceivedMessage? {
        var sender = zmq_msg_t()
        zmq_msg_init(&sender)
        defer { zmq_msg_close(&sender) }
        guard try receive(into: &sender), zmq_msg_more(&sender) != 0,
            let header = try receiveFrame()
        else { return nil }
        let bytes = UnsafeRawBufferPointer(
            start: zmq_msg_data(&sender), count: zmq_msg_size(&sender))
        return try receiveRest(after: RoutingID(bytes), header)
    }

    private func receiveFrame() throws(ZeroMQError) -> Frame? {
        let frame = Frame()
        return try receive(into: frame.message) ? frame : nil
    }

    /// - Returns: false when nothing is there.
    private func receive(
        into frame: UnsafeMutablePointer<zmq_msg_t>
    ) throws(ZeroMQError) -> Bool {
        isDrained = false
        guard retried({ zmq_msg_recv(frame, pointer, ZMQ_DONTWAIT) }) < 0 else { return true }
        guard zmq_errno() == EAGAIN else { throw ZeroMQError("zmq_msg_recv") }
        isDrained = true
        return false
    }

    private func receiveRest(
        after sender: RoutingID?, _ header: Frame
    ) throws(ZeroMQError) -> ReceivedMessage {
        var frames = 1
        var last = header
        var body: Frame?
        var third: Frame?
        while last.hasMore, let next = try receiveFrame() {
            frames += 1
            next.makeShareable()
            if frames == 2 { body = next }
            if frames == 3 { third = next }
            last = next
        }
        return ReceivedMessage(
            sender: sender, header: header, body: body, third: third, count: frames)
    }

    private func lastEndpoint() throws(ZeroMQError) -> String {
        var length = 256
        var failed = false
        let endpoint = String(unsafeUninitializedCapacity: length) { buffer in
            failed = zmq_getsockopt(pointer, ZMQ_LAST_ENDPOINT, buffer.baseAddress, &length) != 0
            return failed ? 0 : max(0, length - 1)
        }
        guard !failed else { throw ZeroMQError("zmq_getsockopt", "ZMQ_LAST_ENDPOINT") }
        return endpoint
    }
}
