import CZeroMQ
import Topics

/// One part of a message as libzmq received it.
///
/// Safe to share: a frame is never changed once it is received and made shareable, and freed when the last
/// reference goes.
package final class Frame: PayloadOwner, @unchecked Sendable {
    let message: UnsafeMutablePointer<zmq_msg_t>

    /// A frame with nothing in it, to receive into.
    init() {
        message = .allocate(capacity: 1)
        message.initialize(to: zmq_msg_t())
        zmq_msg_init(message)
    }

    deinit {
        zmq_msg_close(message)
        message.deallocate()
    }

    /// Prepares the frame, once received, to be sent by any number of threads.
    ///
    /// The first copy of a message marks its bytes as shared, which is no atomic step: two threads that
    /// made it at once would free them under a third. So it is made here; all others only count references.
    func makeShareable() {
        var copy = zmq_msg_t()
        zmq_msg_init(&copy)
        let result = zmq_msg_copy(&copy, message)
        precondition(result == 0, "\(ZeroMQError("zmq_msg_copy"))")
        zmq_msg_close(&copy)
    }

    /// The number of bytes.
    package var byteCount: Int { zmq_msg_size(message) }

    /// The bytes, valid while the frame is referenced.
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: zmq_msg_data(message), count: byteCount)
    }

    /// Whether another frame of the same message follows.
    var hasMore: Bool { zmq_msg_more(message) != 0 }
}
