/// Cuts a stream of bytes into lines.
struct LineSplitter {
    /// The longest line, in bytes without its end.
    let limit: Int
    /// What becomes of a longer one.
    let overlong: Overlong

    private var buffer: [UInt8] = []
    /// Where the first line that was not taken begins.
    private var start = 0
    /// How far the bytes are known to hold no end of a line.
    private var searched = 0
    private var isSkipping = false

    /// What becomes of a line over the limit.
    enum Overlong: Sendable {
        /// It is an error: whoever writes it speaks another protocol.
        case fails
        /// The first bytes are kept and the mark says that there was more: for logs.
        case isCut
    }

    /// What stands behind the bytes that are kept of a line that was cut.
    static let cutMark: [UInt8] = Array(" …[cut]".utf8)

    init(limit: Int, overlong: Overlong) {
        precondition(limit > 0)
        self.limit = limit
        self.overlong = overlong
    }

    /// Adds bytes behind those that are there.
    mutating func append(_ bytes: some Sequence<UInt8>) {
        if start > 0 {
            buffer.removeFirst(start)
            searched -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole line without its end (LF or CR LF); nil when more bytes are needed.
    ///
    /// - Throws: `ProcessError.lineTooLong`, after which there is no next line.
    mutating func next() throws(ProcessError) -> [UInt8]? {
        while true {
            guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
                searched = buffer.count
                return try beginCut()
            }
            let line = buffer[start..<end]
            start = end + 1
            searched = start
            if isSkipping {
                isSkipping = false
                continue
            }
            return try fitted(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
    }

    /// The last line, when the stream ends without the end of one.
    ///
    /// - Throws: `ProcessError.lineTooLong`.
    mutating func finish() throws(ProcessError) -> [UInt8]? {
        let rest = buffer[start...]
        start = buffer.count
        searched = start
        guard !rest.isEmpty, !isSkipping else { return nil }
        return try fitted(rest)
    }

    /// A line that is too long already is cut now, so that no more than the limit is ever held.
    private mutating func beginCut() throws(ProcessError) -> [UInt8]? {
        let held = buffer[start...]
        if isSkipping {
            start = buffer.count
            return nil
        }
        // One byte more may be the CR of an end.
        guard held.count > limit + 1 else { return nil }
        let line = try fitted(held)
        start = buffer.count
        isSkipping = true
        return line
    }

    private func fitted(_ line: ArraySlice<UInt8>) throws(ProcessError) -> [UInt8] {
        guard line.count > limit else { return Array(line) }
        switch overlong {
        case .fails: throw .lineTooLong(limit: limit)
        case .isCut: return line.prefix(limit) + Self.cutMark
        }
    }
}
