#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a node tells whoever runs it: lines on standard error.
package enum Log {
    /// Writes a line, after the name of who says it.
    package static func write(_ line: String, by speaker: String = "busnode") {
        var text = "\(speaker): \(line)\n"
        // One call, so that lines of several threads do not mix.
        _ = text.withUTF8 { standardError($0.baseAddress, $0.count) }
    }

    private static func standardError(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int {
        #if canImport(Glibc)
            Glibc.write(2, bytes, count)
        #else
            Darwin.write(2, bytes, count)
        #endif
    }
}
