import Foundation
import ProcessSupport
import TestSupport

/// A file system in memory that has so much room and no more; only root can make one.
struct SmallDisk {
    let folder: TemporaryFolder

    /// Mounts one for as long as `body` runs.
    static func with<Result>(
        megabytes: Int, _ body: (SmallDisk) async throws -> Result
    ) async throws -> Result {
        let disk = SmallDisk(folder: try TemporaryFolder())
        try await Faults.run(
            "mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", disk.folder.path)
        return try await Faults.cleaningUp {
            try await body(disk)
        } with: {
            try await Faults.run("umount", "--lazy", disk.folder.path)
        }
    }

    /// Gives it more room.
    func grow(toMegabytes size: Int) async throws {
        try await Faults.run("mount", "-o", "remount,size=\(size)m", folder.path)
    }
}
