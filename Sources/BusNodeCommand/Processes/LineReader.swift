/// The lines that come out of a pipe, for one reader.
///
/// Nothing is read before it is asked for, beyond one chunk: a reader that is behind stops the writer.
struct LineReader: AsyncSequence, Sendable {
    typealias Element = [UInt8]

    /// How many bytes are read at a time: what a pipe holds on Linux.
    static let chunkSize = 65_536
    /// The longest line where nothing else is said, in bytes: a question's values fit, and a program that
    /// writes no ends of lines does not fill the memory.
    static let lineLimit = 16 * 1_024 * 1_024
    /// The longest line of a log, in bytes.
    static let logLineLimit = 16 * 1_024

    private let pipe: PipeEnd
    private let limit: Int
    private let overlong: LineSplitter.Overlong

    /// The lines of a pipe.
    init(
        _ pipe: PipeEnd, limit: Int = LineReader.lineLimit,
        overlong: LineSplitter.Overlong = .fails
    ) {
        self.pipe = pipe
        self.limit = limit
        self.overlong = overlong
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(pipe: pipe, splitter: LineSplitter(limit: limit, overlong: overlong))
    }

    /// Reads as far as the next line.
    struct Iterator: AsyncIteratorProtocol {
        fileprivate let pipe: PipeEnd
        fileprivate var splitter: LineSplitter
        private var isFinished = false

        fileprivate init(pipe: PipeEnd, splitter: LineSplitter) {
            self.pipe = pipe
            self.splitter = splitter
        }

        /// The next line without its end; nil at the end of the stream.
        ///
        /// - Throws: `ProcessError.lineTooLong`, or `CancellationError` when the task is cancelled.
        mutating func next() async throws -> [UInt8]? {
            guard !isFinished else { return nil }
            do {
                return try await nextLine()
            } catch {
                isFinished = true
                throw error
            }
        }

        private mutating func nextLine() async throws -> [UInt8]? {
            while true {
                if let line = try splitter.next() { return line }
                guard let bytes = try await pipe.read(atMost: LineReader.chunkSize) else { break }
                splitter.append(bytes)
            }
            isFinished = true
            return try splitter.finish()
        }
    }
}
