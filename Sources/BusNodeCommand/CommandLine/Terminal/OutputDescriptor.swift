#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A descriptor that text is written to; somebody else closes it.
struct OutputDescriptor: Sendable {
    let number: Int32

    static let standardOutput = OutputDescriptor(number: STDOUT_FILENO)
    static let standardError = OutputDescriptor(number: STDERR_FILENO)

    /// Writes all of a text, and waits while the reader is behind.
    ///
    /// - Throws: `OutputError`; `closed` only when SIGPIPE is ignored, as it is in `busnode`.
    func write(_ text: String) throws(OutputError) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { rest in
                systemWrite(number, rest.baseAddress, rest.count)
            }
            if count >= 0 {
                written += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: try waitUntilWritable()
            case EPIPE: throw .closed
            case let code: throw .failed(code)
            }
        }
    }

    /// A terminal that another program made non-blocking is still a terminal.
    private func waitUntilWritable() throws(OutputError) {
        var descriptor = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        guard poll(&descriptor, 1, -1) < 0, errno != EINTR else { return }
        throw .failed(errno)
    }
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}
