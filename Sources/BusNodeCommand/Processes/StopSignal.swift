/// When a node of ours is to stop: on SIGTERM or SIGINT, or when the process that started it is gone.
///
///     let stop = StopSignal(context)
///     stop.listen()
///     await output.note("ready")
///     await stop.wait()
final class StopSignal: Sendable {
    private let watchesParent: Bool
    private let requests = Locked<AsyncStream<StopRequest>?>(nil)

    /// A signal ends this process by itself until `listen` is called.
    init(_ context: CommandContext) {
        watchesParent = ParentWatch.isPossible(context.environment)
    }

    /// Keeps signals from now on until somebody waits for them. It comes before anybody is told that the
    /// node is ready: whoever reads that may ask it to stop at once.
    func listen() {
        requests.withLock { requests in
            if requests == nil { requests = Signals.stopRequests() }
        }
    }

    /// Returns when this process is to stop, or the task is cancelled; from then on a signal ends the
    /// process by itself again.
    func wait() async {
        listen()
        let requests = requests.withLock { requests in
            defer { requests = nil }
            return requests
        }
        await withTaskGroup(of: Void.self) { group in
            if let requests { group.addTask { for await _ in requests { break } } }
            if watchesParent {
                group.addTask { try? await ParentWatch.untilParentIsGone() }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Requests to stop from now on, by signals, or because the process that started this one is gone.
    static func requests(_ context: CommandContext) -> AsyncStream<StopRequest> {
        let (stream, continuation) = AsyncStream.makeStream(of: StopRequest.self)
        let requests = Signals.stopRequests()
        let signals = Task {
            for await request in requests { continuation.yield(request) }
        }
        let parent = Task {
            guard ParentWatch.isPossible(context.environment) else { return }
            try? await ParentWatch.untilParentIsGone()
            guard !Task.isCancelled else { return }
            continuation.yield(.finish(signal: 15))
        }
        continuation.onTermination = { _ in
            signals.cancel()
            parent.cancel()
        }
        return stream
    }
}
