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
            // On Linux the source handles the signal itself as soon as it is registered; one that comes
            // before ends the process, instead of being lost.
            #if !os(Linux)
                signal(number, SIG_IGN)
            #endif
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

    /// Returns when this process is to stop: on SIGTERM or SIGINT, or when whoever started it is gone.
    ///
    /// A parent that sets `BUSNODE_PARENT=stdin` holds the other end of the standard input, which the system
    /// closes with the parent, however that ends.
    public static func untilStopped() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in stopping() { break } }
            if ProcessEnvironment.text("BUSNODE_PARENT") == "stdin" {
                group.addTask { for await _ in endOfInput() { break } }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Says once that the standard input has ended.
    private static func endOfInput() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let source = DispatchSource.makeReadSource(fileDescriptor: 0)
        source.setEventHandler {
            var byte: UInt8 = 0
            if read(0, &byte, 1) <= 0 { continuation.yield() }
        }
        source.activate()
        let shared = SignalSource(source)
        continuation.onTermination = { _ in shared.cancel() }
        return stream
    }

    /// Safe to share: dispatch sources are thread-safe, the type only does not say so.
    private final class SignalSource: @unchecked Sendable {
        private let source: any DispatchSourceProtocol

        init(_ source: any DispatchSourceProtocol) {
            self.source = source
        }

        func cancel() {
            source.cancel()
        }
    }
}
