import Synchronization
import Topics

/// New identifiers, from whichever thread.
enum NewID {
    private static let generator = Locked(BufferedRandom())

    /// A random one.
    static func random<ID: UniqueID>() -> ID {
        generator.withLock { ID.random(using: &$0) }
    }

    /// One that begins with a time.
    static func timeOrdered<ID: UniqueID>(at time: Timestamp) -> ID {
        generator.withLock { ID.timeOrdered(at: time, using: &$0) }
    }
}
