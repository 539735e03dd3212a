#if THREAD_SANITIZER
    import Glibc
#else
    import Synchronization
#endif

/// A value behind a lock, for what is shared with threads that run no tasks.
///
/// It is `Mutex`, or with ThreadSanitizer, which sees no edges of that on Linux and would report races
/// that are none, a lock of POSIX.
struct Locked<Value: Sendable>: ~Copyable, @unchecked Sendable {
    // Safe to share: the value is touched only between lock and unlock.
    #if THREAD_SANITIZER
        private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

        init(_ value: Value) {
            pthread_mutex_init(lock, nil)
            self.value.initialize(to: value)
        }

        deinit {
            pthread_mutex_destroy(lock)
            lock.deallocate()
            value.deinitialize(count: 1)
            value.deallocate()
        }

        /// Runs a body that has the value alone; it must not wait, call out or resume anyone.
        func withLock<Result: Sendable, Failure>(
            _ body: (inout Value) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
            return try body(&value.pointee)
        }
    #else
        private let mutex: Mutex<Value>

        init(_ value: Value) {
            mutex = Mutex(value)
        }

        /// Runs a body that has the value alone; it must not wait, call out or resume anyone.
        func withLock<Result: Sendable, Failure>(
            _ body: (inout Value) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            try mutex.withLock { value throws(Failure) in try body(&value) }
        }
    #endif
}
