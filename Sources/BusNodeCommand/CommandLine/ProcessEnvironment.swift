#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The environment that this process was started with.
enum ProcessEnvironment {
    /// The variables; of a name that stands twice, the first, as `getenv` has it.
    static func read() -> [String: String] {
        // Safe to read: nothing in this program changes its own environment.
        nonisolated(unsafe) var entry = environ
        var variables: [String: String] = [:]
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let equals = pair.firstIndex(of: "=") {
                let name = String(pair[..<equals])
                if variables[name] == nil {
                    variables[name] = String(pair[pair.index(after: equals)...])
                }
            }
            entry += 1
        }
        return variables
    }
}
