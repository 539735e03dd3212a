#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Our end of a pipe: non-blocking, and closed when nobody refers to it any more or `close` is called.
///
/// Reading and writing wait without keeping a thread of the pool.
final class PipeEnd: Sendable {
    private let state: Locked<State>

    /// The descriptor, and whether one of our calls uses it.
    private struct State {
        var number: Int32
        var isClosed = false
        var users = 0
    }

    /// Takes a descriptor over.
    init(owning number: Int32) {
        _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
        state = Locked(State(number: number))
    }

    deinit {
        close()
    }

    /// Closes the descriptor as soon as no call uses it; those that wait are over only when the other
    /// side closes or their task is cancelled.
    func close() {
        let number = state.withLock { state -> Int32? in
            guard !state.isClosed else { return nil }
            state.isClosed = true
            return state.users == 0 ? state.number : nil
        }
        if let number { closeDescriptor(number) }
    }

    /// Reads what is there, at most `limit` bytes, and waits while there is nothing; nil at the end.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, `ProcessError` when the system fails.
    func read(atMost limit: Int) async throws -> [UInt8]? {
        guard let number = begin() else { return nil }
        defer { end() }
        while true {
            var code: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
                let result = readDescriptor(number, buffer.baseAddress, limit)
                if result < 0 { code = errno }
                count = max(result, 0)
            }
            switch code {
            case 0: return bytes.isEmpty ? nil : bytes
            case EINTR: continue
            case EAGAIN: try await DescriptorPoll.wait(until: .readable, number)
            default: throw ProcessError.system(function: "read", code: code)
            }
        }
    }

    /// Writes all the bytes, and waits while the other side is behind; false when it went away.
    ///
    /// True means that the pipe has the bytes, not that somebody read them. There is one writer at a
    /// time, or the bytes of several mix.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, `ProcessError` when the system fails.
    func write(_ bytes: [UInt8]) async throws -> Bool {
        guard let number = begin() else { return false }
        defer { end() }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { rest in
                writeDescriptor(number, rest.baseAddress, rest.count)
            }
            if count >= 0 {
                written += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EPIPE: return false
            case EAGAIN: try await DescriptorPoll.wait(until: .writable, number)
            case let code: throw ProcessError.system(function: "write", code: code)
            }
        }
        return true
    }

    private func begin() -> Int32? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.users += 1
            return state.number
        }
    }

    private func end() {
        let number = state.withLock { state -> Int32? in
            state.users -= 1
            return state.isClosed && state.users == 0 ? state.number : nil
        }
        if let number { closeDescriptor(number) }
    }
}

private func readDescriptor(
    _ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int
) -> Int {
    read(number, bytes, count)
}

private func writeDescriptor(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}

private func closeDescriptor(_ number: Int32) {
    _ = close(number)
}
