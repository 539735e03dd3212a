import Glibc

@testable import BusNodeCommand

/// A pipe that a test writes into and reads what came out.
final class TestPipe {
    let writing: Int32
    private let reading: Int32
    private var isReadingClosed = false

    init() throws {
        guard let ends = LibraryFunctions.pipe() else { throw Failure(code: errno) }
        (reading, writing) = ends
    }

    deinit {
        close(writing)
        closeReading()
    }

    /// What was written until now; at most what a pipe holds.
    func text() -> String {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
        let count = read(reading, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    /// Goes away, as `head` does.
    func closeReading() {
        if !isReadingClosed { close(reading) }
        isReadingClosed = true
    }

    struct Failure: Error {
        let code: Int32
    }
}
