import CZeroMQ
import Topics

/// The options of a socket, all of them said explicitly: libzmq's defaults lose messages in silence.
package struct SocketOptions: Sendable {
    /// How long unsent messages are kept when the socket closes, in milliseconds.
    package var linger: Int32 = 0
    /// Most messages that wait to be sent to one peer; 0 for no limit.
    package var sendLimit: Int32
    /// Most messages that wait to be received from one peer; 0 for no limit.
    package var receiveLimit: Int32
    /// Most bytes of a part that is received; a peer that sends a larger one loses its connection.
    package var partLimit = Int64(WireLimits.part)
    /// Whether a message to a peer that is not there is an error, instead of being dropped.
    package var isMandatory = false
    /// Whether an empty message is the first that is sent.
    package var probes = false

    /// The backbone's socket for all that must not be lost.
    package static let backboneRouter = SocketOptions(
        sendLimit: 100_000, receiveLimit: 10_000, isMandatory: true)

    /// A node's socket to the backbone, for one connection. What it sends is limited by what waits for
    /// confirmation.
    package static let nodeDealer = SocketOptions(
        linger: 1_000, sendLimit: 0, receiveLimit: 0, probes: true)

    /// The backbone's feed: a watcher that does not keep up loses messages, and sees that it does.
    /// It hears nothing but prefixes of subjects, and remembers each at a multiple of its size.
    package static let feedPublisher = SocketOptions(
        sendLimit: 10_000, receiveLimit: 0, partLimit: 4_096)

    /// A watcher of the feed. Without a limit for sending: libzmq counts subscriptions there, and loses
    /// those over the limit.
    package static let feedWatcher = SocketOptions(sendLimit: 0, receiveLimit: 10_000)

    /// Sets the options of a socket that is neither bound nor connected.
    func apply(to socket: UnsafeMutableRawPointer, _ kind: SocketKind) throws(ZeroMQError) {
        try set(socket, ZMQ_LINGER, linger, "ZMQ_LINGER")
        try set(socket, ZMQ_SNDHWM, sendLimit, "ZMQ_SNDHWM")
        try set(socket, ZMQ_RCVHWM, receiveLimit, "ZMQ_RCVHWM")
        try setBytes(socket, ZMQ_MAXMSGSIZE, partLimit, "ZMQ_MAXMSGSIZE")
        try set(socket, ZMQ_HEARTBEAT_IVL, 2_000, "ZMQ_HEARTBEAT_IVL")
        try set(socket, ZMQ_HEARTBEAT_TIMEOUT, 6_000, "ZMQ_HEARTBEAT_TIMEOUT")
        try set(socket, ZMQ_HEARTBEAT_TTL, 6_000, "ZMQ_HEARTBEAT_TTL")
        try set(socket, ZMQ_HANDSHAKE_IVL, 5_000, "ZMQ_HANDSHAKE_IVL")
        try set(socket, ZMQ_TCP_KEEPALIVE, 1, "ZMQ_TCP_KEEPALIVE")
        try set(socket, ZMQ_RECONNECT_IVL, 20, "ZMQ_RECONNECT_IVL")
        try set(socket, ZMQ_RECONNECT_IVL_MAX, 1_000, "ZMQ_RECONNECT_IVL_MAX")
        if kind == .router {
            try set(socket, ZMQ_ROUTER_MANDATORY, isMandatory ? 1 : 0, "ZMQ_ROUTER_MANDATORY")
        }
        if kind == .dealer {
            // With 1, libzmq drops what it has received when a connection ends, and aborts the process when
            // half a message of it is read already.
            try set(socket, ZMQ_IMMEDIATE, 0, "ZMQ_IMMEDIATE")
            try set(socket, ZMQ_PROBE_ROUTER, probes ? 1 : 0, "ZMQ_PROBE_ROUTER")
        }
    }

    private func set(
        _ socket: UnsafeMutableRawPointer, _ option: Int32, _ value: Int32, _ name: String
    ) throws(ZeroMQError) {
        try setBytes(socket, option, value, name)
    }

    /// libzmq takes an option in the one size that it has: most are of 32 bits, this one is for the others.
    private func setBytes<Value: FixedWidthInteger>(
        _ socket: UnsafeMutableRawPointer, _ option: Int32, _ value: Value, _ name: String
    ) throws(ZeroMQError) {
        var value = value
        guard zmq_setsockopt(socket, option, &value, MemoryLayout<Value>.size) == 0 else {
            throw ZeroMQError("zmq_setsockopt", name)
        }
    }
}
