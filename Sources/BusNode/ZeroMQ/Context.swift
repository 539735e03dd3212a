import CZeroMQ

/// A libzmq context: its I/O thread, and the sockets that can reach each other over `inproc://`.
///
/// Safe to share: libzmq documents contexts as thread-safe. A context does not survive `fork`.
package final class Context: @unchecked Sendable {
    /// The context of this process.
    package static let shared = Context()

    /// Most sockets of a context: enough for thousands of nodes in one process.
    private static let socketLimit: Int32 = 16_384

    let pointer: UnsafeMutableRawPointer

    /// A context of its own, ended when the last reference to it, and to its sockets, is gone.
    package init() {
        guard let pointer = zmq_ctx_new() else {
            preconditionFailure("\(ZeroMQError("zmq_ctx_new"))")
        }
        self.pointer = pointer
        for (option, value) in [(ZMQ_MAX_SOCKETS, Self.socketLimit), (ZMQ_BLOCKY, 0)] {
            let result = zmq_ctx_set(pointer, option, value)
            precondition(result == 0, "\(ZeroMQError("zmq_ctx_set", "option \(option)"))")
        }
    }

    deinit {
        // It waits for the sockets, all of which are closed: each holds a reference to its context.
        zmq_ctx_term(pointer)
    }
}
