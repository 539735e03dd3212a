#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The system's randomness, asked for in blocks: a call to the kernel for each identifier costs more than all
/// else that it needs.
struct BufferedRandom: RandomNumberGenerator, Sendable {
    private var words: [UInt64] = []

    /// Numbers asked for at a time: 256 bytes, the most that getentropy gives.
    private static let block = 32

    /// The next number.
    mutating func next() -> UInt64 {
        if words.isEmpty { refill() }
        return words.removeLast()
    }

    private mutating func refill() {
        words = Array(unsafeUninitializedCapacity: Self.block) { buffer, count in
            let size = Self.block * MemoryLayout<UInt64>.size
            guard let start = buffer.baseAddress, getentropy(start, size) == 0 else {
                preconditionFailure("no randomness: \(String(cString: strerror(errno)))")
            }
            count = Self.block
        }
    }
}
