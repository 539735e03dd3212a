import CZeroMQ

/// The kinds of sockets in use. libzmq's draft kinds can abort the process and are not among them.
package enum SocketKind: Sendable {
    /// The backbone's end of the connections that carry what must not be lost.
    case router
    /// A node's end of such a connection.
    case dealer
    /// The backbone's end of the feed.
    case publisher
    /// A watcher's end of the feed.
    case watcher
    /// One end of a channel within the process.
    case pair

    var number: Int32 {
        switch self {
        case .router: ZMQ_ROUTER
        case .dealer: ZMQ_DEALER
        case .publisher: ZMQ_XPUB
        case .watcher: ZMQ_SUB
        case .pair: ZMQ_PAIR
        }
    }
}
