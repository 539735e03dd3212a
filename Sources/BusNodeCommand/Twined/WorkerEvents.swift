import BusNode

/// Reads what a worker sends, for one reader at a time.
actor WorkerEvents {
    private let pipe: PipeEnd
    private var splitter = LineSplitter(limit: LineReader.lineLimit, overlong: .fails)

    /// Events that come out of a pipe.
    init(_ pipe: PipeEnd) {
        self.pipe = pipe
    }

    /// The next event; nil when the worker is gone.
    ///
    /// - Throws: `RemoteException` when it is no event, `CancellationError` when the task is cancelled.
    func next() async throws -> JSONValue? {
        while true {
            if let line = try splitter.next() {
                do {
                    return try JSONValue(parsing: line)
                } catch {
                    throw RemoteException(
                        type: "InvalidEvent", message: "the worker wrote what is no event: \(error)"
                    )
                }
            }
            guard let bytes = try await pipe.read(atMost: LineReader.chunkSize) else { return nil }
            splitter.append(bytes)
        }
    }
}
