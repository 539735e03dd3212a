import Topics

extension Datafile {
    /// How many bytes are read at one time: enough that the calls cost nothing, few enough to stay in a
    /// processor's cache.
    static let chunkSize = 1 << 18

    /// The size of the file in bytes.
    ///
    /// - Throws: `DataError` when the file does not exist, or is not allowed.
    public func size() throws(DataError) -> Int {
        try roots.openFile(path).status().size
    }

    /// The hash of the content, which is read for it.
    ///
    /// - Throws: `DataError` when the file cannot be read.
    public func hash() throws(DataError) -> FileHash {
        try measured().hash
    }

    /// Reads the content piece by piece, each of at most 256 KiB.
    ///
    /// The calling thread waits for the disk.
    ///
    /// - Throws: `DataError` when the file cannot be read, and what `body` throws.
    public func read(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
        let file = try roots.openFile(path)
        while true {
            let bytes = try file.read(atMost: Self.chunkSize)
            guard !bytes.isEmpty else { return }
            try body(bytes[...])
        }
    }

    /// The content in one piece.
    ///
    /// - Throws: `DataError` when the file cannot be read, or is larger than `limits.bytesInOnePiece`.
    public func bytes(limits: DataLimits = .standard) throws(DataError) -> [UInt8] {
        let file = try roots.openFile(path)
        var content: [UInt8] = []
        content.reserveCapacity(min(try file.status().size, limits.bytesInOnePiece))
        while true {
            let bytes = try file.read(atMost: Self.chunkSize)
            guard !bytes.isEmpty else { return content }
            content += bytes
            try limits.check(
                content.count, \.bytesInOnePiece, "\(path) has \(content.count) bytes or more")
        }
    }

    /// Reads the file, and compares it with the hash and the size that are expected, where they are.
    ///
    /// - Throws: `DataError` of the reason `mismatch` that names both.
    public func verify() throws(DataError) {
        // A wrong size shows without reading the content.
        if let expectedSize {
            let size = try size()
            guard size == expectedSize else {
                throw DataError(
                    .mismatch, "\(path) has \(size) bytes, and its manifest says \(expectedSize)")
            }
        }
        guard let expectedHash else { return }
        try check(measured().hash, expectedHash)
    }

    /// The hash and the size, both of the same content.
    func measured() throws(DataError) -> (hash: FileHash, size: Int) {
        let file = try roots.openFile(path)
        var (checksum, size) = (CRC32C(), 0)
        while true {
            let bytes = try file.read(atMost: Self.chunkSize)
            guard !bytes.isEmpty else { return (FileHash(checksum: checksum.value), size) }
            checksum.update(bytes)
            size += bytes.count
        }
    }

    /// Copies the content to a file that does not exist yet, and verifies it on the way.
    func copy(to copy: String, under target: AllowedRoots) throws(DataError) {
        let source = try roots.openFile(path)
        let file = try target.open(copy, .creating)
        var checksum = CRC32C()
        while true {
            let bytes = try source.read(atMost: Self.chunkSize)
            guard !bytes.isEmpty else { break }
            checksum.update(bytes)
            try file.write(bytes)
        }
        if let expectedHash { try check(FileHash(checksum: checksum.value), expectedHash) }
        try file.synchronise()
    }

    private func check(_ hash: FileHash, _ expected: FileHash) throws(DataError) {
        guard hash != expected else { return }
        throw DataError(
            .mismatch, "\(path) has the hash \(hash), and its manifest says \(expected)")
    }
}
