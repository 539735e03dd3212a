import Glibc

/// A terminal that nobody looks at.
final class TestScreen {
    /// The side of a program that writes to the screen.
    let descriptor: Int32
    private let controller: Int32

    init(columns: UInt16) throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var number: Int32 = 0
        var unlocked: Int32 = 0
        // TIOCSPTLCK and TIOCGPTN, which are macros that Swift does not import.
        guard controller >= 0, ioctl(controller, 0x4004_5431, &unlocked) == 0,
            ioctl(controller, 0x8004_5430, &number) == 0
        else { throw TestPipe.Failure(code: errno) }
        descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TestPipe.Failure(code: errno) }
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    deinit {
        close(descriptor)
        close(controller)
    }
}
