import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The signals that this process is stopped with.
enum Signals {
    /// The requests to stop, from the first signal on; the process no longer ends by these signals alone.
    ///
    /// A third signal ends the process at once, for the case that the requests are not heeded; and so does
    /// any signal after the stream was left. There can be one stream at a time for a signal.
    static func stopRequests(
        _ numbers: [Int32] = [SIGINT, SIGTERM],
        endProcess: @escaping @Sendable (Int32) -> Void = { _exit(128 + $0) }
    ) -> AsyncStream<StopRequest> {
        AsyncStream { stream in
            let counter = Counter()
            let registered = DispatchSemaphore(value: 0)
            let queue = DispatchQueue(label: "busnode.signals")
            // Safe to share: libdispatch documents its objects as thread-safe.
            nonisolated(unsafe) let sources = numbers.map { number in
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler {
                    switch counter.next() {
                    case 1: stream.yield(.finish(signal: number))
                    case 2: stream.yield(.force(signal: number))
                    default: endProcess(number)
                    }
                }
                // Whoever listens no longer can be stopped by the system again.
                source.setCancelHandler { signal(number, SIG_DFL) }
                source.setRegistrationHandler { registered.signal() }
                source.activate()
                return source
            }
            // A signal before that ends the process. It takes some microseconds of another thread.
            for _ in sources { registered.wait() }
            // Not earlier: what is ignored while nobody listens yet would be lost. On Linux the source has
            // put its own handler in place of the system's.
            #if !os(Linux)
                for number in numbers { signal(number, SIG_IGN) }
            #endif
            stream.onTermination = { _ in
                for source in sources { source.cancel() }
            }
        }
    }

    /// Writing to what nobody reads becomes an error that can be handled, and not the end of the process.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// How many signals came, of whichever number.
    private final class Counter: Sendable {
        private let count = Locked(0)

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }
}
