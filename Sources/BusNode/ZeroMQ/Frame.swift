import CZeroMQ
import Topics

/// One part of a message as libzmq received it.
///
/// Safe to share: a frame is never changed once it is received, and freed when the last reference goes.
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

    /// The number of bytes.
    package var byteCount: Int { zmq_msg_size(message) }

    /// The bytes, valid while the frame is referenced.
    package var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: zmq_msg_data(message), count: byteCount)
    }

    /// Whether another frame of the same message follows.
    var hasMore: Bool { zmq_msg_more(message) != 0 }
}
