import Synchronization

#if THREAD_SANITIZER
    import Dispatch

    /// A value behind a lock, in a form that ThreadSanitizer understands.
    ///
    /// It does not see the edges of `Synchronization.Mutex` on Linux and reports races that are none.
    struct Locked<Value>: ~Copyable, @unchecked Sendable {
        // Safe to share: the box is touched under the semaphore only.
        private let box: Box
        private let semaphore = DispatchSemaphore(value: 1)

        private final class Box {
            var value: Value
            init(_ value: Value) { self.value = value }
        }

        /// A lock around a value.
        init(_ value: sending Value) {
            box = Box(value)
        }

        /// Calls `body` with the value, which nobody else has meanwhile.
        borrowing func withLock<Result, Failure: Error>(
            _ body: (inout Value) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            semaphore.wait()
            defer { semaphore.signal() }
            return try body(&box.value)
        }
    }
#else
    /// A value behind a lock: the only lock there is, held for a few instructions and never while calling out.
    typealias Locked = Mutex
#endif
