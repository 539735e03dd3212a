#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Why a process cannot be started or spoken to.
enum ProcessError: Error, Equatable, CustomStringConvertible {
    /// There is no such program, or it may not be run; with `errno`.
    case notStarted(program: String, code: Int32)
    /// The folder that it should start in is none.
    case noFolder(String)
    /// A function of the system failed, with `errno`.
    case system(function: String, code: Int32)
    /// A line is longer than the limit of its reader, in bytes.
    case lineTooLong(limit: Int)

    /// One sentence for a person.
    var description: String {
        switch self {
        case .notStarted(let program, ENOENT): "there is no program \"\(program)\""
        case .notStarted(let program, let code):
            "\"\(program)\" cannot be started: \(String(cString: strerror(code)))"
        case .noFolder(let path): "there is no folder \"\(path)\""
        case .system(let function, let code): "\(function): \(String(cString: strerror(code)))"
        case .lineTooLong(let limit): "a line is longer than \(limit) bytes"
        }
    }
}
