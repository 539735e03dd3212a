/// When a node of ours is to stop: on SIGTERM or SIGINT, or when the process that started it is gone.
enum StopSignal {
    /// Requests to stop, by signals, or because the process that started this one is gone.
    static func requests(_ context: CommandContext) -> AsyncStream<StopRequest> {
        let (stream, continuation) = AsyncStream.makeStream(of: StopRequest.self)
        let signals = Task {
            for await request in Signals.stopRequests() { continuation.yield(request) }
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

    /// Returns when this process is to stop, or the task is cancelled.
    static func wait(_ context: CommandContext) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in Signals.stopRequests() { break } }
            if ParentWatch.isPossible(context.environment) {
                group.addTask { try? await ParentWatch.untilParentIsGone() }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
