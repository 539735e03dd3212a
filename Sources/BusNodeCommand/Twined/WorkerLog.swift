/// What a worker writes to its standard output and standard error: lines for the log of the node, the last
/// ones kept.
actor WorkerLog {
    /// The last lines.
    private(set) var last: [String] = []

    private let note: @Sendable (String) async -> Void

    /// A log whose lines go to `note`.
    init(_ note: @escaping @Sendable (String) async -> Void) {
        self.note = note
    }

    /// Passes lines on until there are no more.
    func pump(_ lines: LineReader) async {
        var iterator = lines.makeAsyncIterator()
        while let line = try? await iterator.next() {
            let text = String(decoding: line, as: UTF8.self)
            last = (last + [text]).suffix(WorkerLimits.lastLines)
            await note(text)
        }
    }

    /// Forgets what was written so far, because it was about something else.
    func forget() {
        last = []
    }
}
