import Foundation
import ProcessSupport
import TestSupport

/// The calendar's clock of a program, which a test sets; the clock that only goes forward stays true.
struct CalendarClock {
    /// libfaketime, where it is installed.
    static let library: String? = {
        let folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib"]
        return folders.map { "\($0)/faketime/libfaketimeMT.so.1" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()

    private let folder: TemporaryFolder

    /// A clock that shows the time of the machine.
    init() throws {
        folder = try TemporaryFolder()
        try set("+0d")
    }

    /// Starts programs that look at it.
    var launch: Launch {
        // Through env: started by itself the program ends before it says anything.
        Launch(
            through: ["env"],
            environment: [
                "LD_PRELOAD": Self.library ?? "", "FAKETIME_TIMESTAMP_FILE": folder.file("clock"),
                "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            ])
    }

    /// Sets it, in libfaketime's words: `+400d`, `-1h`.
    func set(_ difference: String) throws {
        try folder.write(Array("\(difference)\n".utf8), to: "next")
        // At once, so that nobody reads half of it.
        guard rename(folder.file("next"), folder.file("clock")) == 0 else {
            throw NeverHappened(what: "a clock set to \(difference)")
        }
    }
}
