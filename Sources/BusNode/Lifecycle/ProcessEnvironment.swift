#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a topology tells the programs that it runs (docs/topology.md, "Programs that are nodes").
enum ProcessEnvironment {
    /// The text of a variable; nil when it is not set, or empty.
    static func text(_ variable: String) -> String? {
        guard let value = getenv(variable), let text = String(validatingCString: value),
            !text.isEmpty
        else { return nil }
        return text
    }
}
