/// Something that is set once, and that several tasks wait for.
final class StopFlag: Sendable {
    private let state = Locked(State())

    private struct State {
        var isSet = false
        var streams: [AsyncStream<Void>.Continuation] = []
    }

    /// Lets everybody go on.
    func set() {
        let streams = state.withLock { state in
            state.isSet = true
            defer { state.streams = [] }
            return state.streams
        }
        for stream in streams { stream.finish() }
    }

    /// Waits until it is set, or the task is cancelled.
    func wait() async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let isSet = state.withLock { state in
            if !state.isSet { state.streams.append(continuation) }
            return state.isSet
        }
        if isSet { continuation.finish() }
        for await _ in stream {}
    }
}
