/// Tells a write-ahead log that was damaged from one that a crash has left.
///
/// SQLite reads the log up to the first frame whose checksum is wrong, and takes that for the end. After a
/// crash it is: of the last transaction, which nobody was told of, any sectors may be missing, and of the one
/// after it there may be pages that had no room in memory. But a transaction ends only when the one before
/// is on disk. So where one ended after the transaction of the wrong frame, that one was on disk, was
/// confirmed, and is damaged.
///
/// Of two frames the later one was written after the earlier one when its checksum goes on from the
/// earlier one's; this holds behind a wrong frame, too. Frames of earlier uses of the file have other salts.
struct WriteAheadLog {
    private let file: SQLiteFile
    private let header: LogHeader
    private let frameSize: Int
    /// How many frames fit into the file, of whichever use.
    private let count: Int
    private let buffer: UnsafeMutableRawBufferPointer
    private let database: DatabaseHandle

    /// What is wrong with the log of a database that was read from; nil when it is as a crash may leave it.
    static func damage(
        _ database: DatabaseHandle, pageSize: Int
    ) throws(StoreError) -> String? {
        guard let file = try SQLiteFile.log(of: database) else { return nil }
        let frameSize = LogFrame.headerSize + pageSize
        let count = (try file.size() - LogHeader.size) / frameSize
        guard count > 0 else { return nil }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: frameSize, alignment: 8)
        defer { buffer.deallocate() }
        let start = UnsafeMutableRawBufferPointer(rebasing: buffer[..<LogHeader.size])
        try file.read(start, at: 0)
        let header = LogHeader(UnsafeRawBufferPointer(start), pageSize: pageSize)
        let log = WriteAheadLog(
            file: file, header: header, frameSize: frameSize, count: count, buffer: buffer,
            database: database)
        return try log.damage()
    }

    private func damage() throws(StoreError) -> String? {
        guard header.isValid else { return try isHeaderDamaged() ? "in its header" : nil }
        guard let wrong = try firstWrongFrame(), try isFollowed(wrong),
            try !isSafeElsewhere(after: wrong)
        else { return nil }
        return "in frame \(wrong + 1) of \(count)"
    }

    /// Whether the header, which SQLite cannot read, was the one of the frames behind it, and something in
    /// them is nowhere else.
    ///
    /// A crash leaves such a header when it was just being written. Then the frames are of the use before,
    /// and all that they hold was copied into the database file and is safe there.
    private func isHeaderDamaged() throws(StoreError) -> Bool {
        let first = try frame(0)
        if first.salts != header.salts {
            guard try follows(0, header.checksum, salts: first.salts) else { return false }
        }
        var last: [UInt32: Int] = [:]
        var committed: [UInt32: Int] = [:]
        for place in 0..<count {
            if place > 0 {
                let before = try frame(place - 1).checksum
                guard try follows(place, before, salts: first.salts) else { break }
            }
            let frame = try frame(place)
            last[frame.page] = place
            if frame.isCommit { committed = last }
        }
        return try !areCopied(committed)
    }

    /// Whether all that was committed behind a wrong frame was copied into the database file since.
    ///
    /// A disk that failed to make a frame safe may lose it with the power long after SQLite, which still saw
    /// it, has copied the whole log.
    private func isSafeElsewhere(after wrong: Int) throws(StoreError) -> Bool {
        var last: [UInt32: Int] = [:]
        var committed: [UInt32: Int] = [:]
        for place in (wrong + 1)..<count {
            let frame = try frame(place)
            guard frame.salts == header.salts else { continue }
            last[frame.page] = place
            if frame.isCommit { committed = last }
        }
        return try areCopied(committed)
    }

    /// Whether the pages in these frames, by their numbers, are like that in the database file.
    private func areCopied(_ frames: [UInt32: Int]) throws(StoreError) -> Bool {
        guard let main = try SQLiteFile.main(of: database) else { return false }
        for (page, place) in frames {
            if try !isCopied(place, into: main, page: Int(page)) { return false }
        }
        return true
    }

    /// Whether the page that a frame holds is like that in the database file.
    private func isCopied(
        _ place: Int, into main: SQLiteFile, page: Int
    ) throws(StoreError) -> Bool {
        let pageSize = frameSize - LogFrame.headerSize
        guard page > 0, try main.size() >= page * pageSize else { return false }
        try file.read(buffer, at: offset(of: place))
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: pageSize, alignment: 8)
        defer { copy.deallocate() }
        try main.read(copy, at: (page - 1) * pageSize)
        return copy.elementsEqual(buffer[LogFrame.headerSize...])
    }

    private func firstWrongFrame() throws(StoreError) -> Int? {
        var checksum = header.checksum
        for place in 0..<count {
            guard try follows(place, checksum, salts: header.salts) else { return place }
            checksum = LogFrame(UnsafeRawBufferPointer(buffer)).checksum
        }
        return nil
    }

    /// Whether a transaction ended after that of a wrong frame.
    private func isFollowed(_ wrong: Int) throws(StoreError) -> Bool {
        for place in wrong..<count {
            guard try endsTransaction(place, after: wrong) else { continue }
            let last = try frame(place)
            var next = place + 1
            if file.padsCommits, next < count, try frame(next).isCopy(of: last) { next += 1 }
            guard next < count else { return false }
            let before = try frame(next - 1).checksum
            if try isTransaction(from: next, after: before) { return true }
        }
        return false
    }

    /// Whether the frames from here on go on from a checksum, one after the other, up to one that ends a
    /// transaction.
    private func isTransaction(from first: Int, after before: LogChecksum) throws(StoreError)
        -> Bool
    {
        var checksum = before
        for place in first..<count {
            guard try follows(place, checksum, salts: header.salts) else { return false }
            let frame = LogFrame(UnsafeRawBufferPointer(buffer))
            if frame.isCommit { return true }
            checksum = frame.checksum
        }
        return false
    }

    /// Whether a frame, from a wrong one on, is the last one of a transaction.
    private func endsTransaction(_ place: Int, after wrong: Int) throws(StoreError) -> Bool {
        let last = try frame(place)
        guard last.salts == header.salts, last.isCommit else { return false }
        // What fills up the sector of the transaction before is safe with the transaction after it only.
        if file.padsCommits, place > 0, try last.isCopy(of: frame(place - 1)) { return false }
        // In one sector, so that it was written with its salts; otherwise it has to be right.
        let start = offset(of: place) % Self.sectorSize
        if start + LogFrame.headerSize <= Self.sectorSize { return true }
        guard place > wrong else { return false }
        return try follows(place, frame(place - 1).checksum, salts: header.salts)
    }

    /// Whether the checksum of a frame is right, going on from another.
    private func follows(
        _ place: Int, _ checksum: LogChecksum, salts: UInt64
    ) throws(StoreError) -> Bool {
        try file.read(buffer, at: offset(of: place))
        let bytes = UnsafeRawBufferPointer(buffer)
        let frame = LogFrame(bytes)
        guard frame.salts == salts, frame.page != 0 else { return false }
        var computed = checksum
        for part in [bytes[..<8], bytes[LogFrame.headerSize...]] {
            computed.add(
                UnsafeRawBufferPointer(rebasing: part), isBigEndian: header.isBigEndian)
        }
        return computed == frame.checksum
    }

    private func frame(_ place: Int) throws(StoreError) -> LogFrame {
        let start = UnsafeMutableRawBufferPointer(rebasing: buffer[..<LogFrame.headerSize])
        try file.read(start, at: offset(of: place))
        return LogFrame(UnsafeRawBufferPointer(start))
    }

    private func offset(of place: Int) -> Int {
        LogHeader.size + place * frameSize
    }

    /// The smallest piece that a disk writes at one time, in bytes.
    private static let sectorSize = 512
}

extension LogFrame {
    /// Whether this may be a copy of the last frame of a transaction, which SQLite fills up a sector with.
    fileprivate func isCopy(of last: LogFrame) -> Bool {
        last.isCommit && salts == last.salts && page == last.page
            && databaseSize == last.databaseSize
    }
}
