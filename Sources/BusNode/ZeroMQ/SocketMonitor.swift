import CZeroMQ

/// Tells when a connection of a socket ends, which the socket by itself does not.
///
/// libzmq says that some connection has ended, not whose; the owner of a ROUTER finds out by sending.
package final class SocketMonitor {
    /// What is polled, beside the socket itself; closed after it.
    package let socket: Socket

    /// A monitor of a socket, in the same context.
    package init(of monitored: Socket, in context: Context) throws(ZeroMQError) {
        let endpoint = "inproc://monitor-\(UInt64.random(in: .min ... .max))"
        try monitored.monitor(at: endpoint, events: ZMQ_EVENT_DISCONNECTED)
        socket = try Socket(
            .pair, in: context, options: SocketOptions(sendLimit: 0, receiveLimit: 0))
        try socket.connect(endpoint)
    }

    /// Whether a connection has ended since the last time; for a reactor that watches `socket`.
    package func hasDisconnections() throws(ZeroMQError) -> Bool {
        var found = false
        while try socket.receiveIfReady() != nil { found = true }
        return found
    }
}
