#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Programs as files.
enum ExecutableFile {
    /// Whether a path leads to a program.
    static func exists(_ path: String) -> Bool {
        access(path, X_OK) == 0
    }

    /// The path of the program that this process runs.
    static var current: String {
        #if os(Linux)
            let limit = 4_096
            let path = String(unsafeUninitializedCapacity: limit) { buffer in
                buffer.withMemoryRebound(to: CChar.self) { characters in
                    guard let start = characters.baseAddress else { return 0 }
                    return max(0, readlink("/proc/self/exe", start, limit))
                }
            }
            if !path.isEmpty { return path }
        #endif
        return CommandLine.arguments[0]
    }
}
