#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Threads for what waits in the kernel or computes for long, which a task must not do.
package enum SystemThread {
    /// Starts a thread that ends with the body; the result is an error number.
    package static func start(_ body: @escaping @Sendable () -> Void) -> Int32 {
        let box = Unmanaged.passRetained(Body(body))
        #if canImport(Darwin)
            var thread: pthread_t?
            let code = pthread_create(&thread, nil, { Body.run($0) }, box.toOpaque())
            if let thread { pthread_detach(thread) }
        #else
            var thread = pthread_t()
            let code = pthread_create(&thread, nil, { $0.flatMap(Body.run) }, box.toOpaque())
            if code == 0 { pthread_detach(thread) }
        #endif
        if code != 0 { box.release() }
        return code
    }

    private final class Body: Sendable {
        private let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }

        /// Runs what `start` put into the box.
        static func run(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
            Unmanaged<Body>.fromOpaque(box).takeRetainedValue().body()
            return nil
        }
    }
}
