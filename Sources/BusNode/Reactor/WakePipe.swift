#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pipe that is readable when a sleeping thread is wanted.
final class WakePipe: Sendable {
    /// What the thread polls.
    let readEnd: Int32
    private let writeEnd: Int32

    /// A pipe of this process, closed when the last reference goes.
    init() {
        var ends: [Int32] = [0, 0]
        let result = pipe(&ends)
        precondition(
            result == 0, "no pipe for a reactor thread: \(String(cString: strerror(errno)))")
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Makes the pipe readable. That it is full is fine: then it is readable already.
    func wake() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    /// Makes the pipe unreadable again.
    func clear() {
        withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
            while read(readEnd, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }
}
