import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Signals that ask this process to stop, as a sequence instead of an interruption.
public enum Signals {
    /// SIGTERM and SIGINT from now on, in the order in which they arrive.
    ///
    /// While the sequence is read, neither ends the process by itself.
    public static func stopping() -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield(number) }
            source.activate()
            return SignalSource(source)
        }
        continuation.onTermination = { _ in
            for source in sources { source.cancel() }
        }
        return stream
    }

    /// Safe to share: dispatch sources are thread-safe, the type only does not say so.
    private final class SignalSource: @unchecked Sendable {
        private let source: any DispatchSourceSignal

        init(_ source: any DispatchSourceSignal) {
            self.source = source
        }

        func cancel() {
            source.cancel()
        }
    }
}
