import BusNode

/// Writes requests to a worker, one line each and never two at a time.
actor WorkerRequests {
    private let pipe: PipeEnd
    private var waiting: [[UInt8]] = []
    private var isWriting = false

    /// Requests that go into a pipe.
    init(_ pipe: PipeEnd) {
        self.pipe = pipe
    }

    /// Sends a request; one that cannot be sent is lost, since the worker is gone then.
    func send(_ request: JSONValue) async {
        waiting.append(request.bytes() + [UInt8(ascii: "\n")])
        guard !isWriting else { return }
        isWriting = true
        defer { isWriting = false }
        while !waiting.isEmpty {
            let line = waiting.removeFirst()
            guard (try? await pipe.write(line)) == true else { return waiting.removeAll() }
        }
    }

    /// Says that there are no more, which ends the worker.
    nonisolated func close() {
        pipe.close()
    }
}
