import CSQLite
import Foundation
import Synchronization

/// A simulated disk as one process knows it: registered with SQLite under a name of its own for as long
/// as this is kept, or a file of it is open.
final class DiskFileSystem {
    /// What `sqlite3_open_v2` is given.
    let name: String
    let disk: SimulatedDisk
    /// Which process this belongs to: when it has died, nothing works any more.
    private let life: Int
    private let pointer: UnsafeMutablePointer<sqlite3_vfs>

    private static let count = Atomic<Int>(0)

    /// Registers a disk for the process that uses it now.
    init(of disk: SimulatedDisk) {
        self.disk = disk
        life = disk.life
        let number = Self.count.add(1, ordering: .relaxed).newValue
        name = "busnode-disk-\(number)"
        var system = sqlite3_vfs()
        system.iVersion = 1
        system.szOsFile = Int32(MemoryLayout<OpenedFile.Handle>.size)
        system.mxPathname = 512
        system.zName = strdup(name).map { UnsafePointer($0) }
        Self.setFunctions(&system)
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: system)
        pointer.pointee.pAppData = Unmanaged.passUnretained(self).toOpaque()
        let code = sqlite3_vfs_register(pointer, 0)
        precondition(code == SQLITE_OK, "SQLite takes no file system: \(code)")
    }

    deinit {
        sqlite3_vfs_unregister(pointer)
        free(UnsafeMutablePointer(mutating: pointer.pointee.zName))
        pointer.deallocate()
    }

    /// Counts an operation.
    ///
    /// - Returns: what SQLite is told when it fails.
    func begin(_ operation: DiskOperation) -> Int32? {
        isAlive ? disk.begin(operation) : operation.error
    }

    /// Whether the process has not died.
    var isAlive: Bool { life == disk.life }

    private static func setFunctions(_ system: inout sqlite3_vfs) {
        system.xOpen = { system, name, file, flags, outFlags in
            guard let own = DiskFileSystem.find(system), let file else { return SQLITE_MISUSE }
            outFlags?.pointee = flags
            return DiskFileSystem.open(name.map { String(cString: $0) }, on: own, file, flags)
        }
        system.xDelete = { system, name, synchronises in
            guard let own = DiskFileSystem.find(system), let name else { return SQLITE_MISUSE }
            if let error = own.begin(.remove) { return error }
            let wasThere = own.disk.remove(String(cString: name), isSafe: synchronises != 0)
            // SQLITE_IOERR_DELETE_NOENT.
            return wasThere ? SQLITE_OK : SQLITE_IOERR | 23 << 8
        }
        system.xAccess = { system, name, _, result in
            guard let own = DiskFileSystem.find(system), let name else { return SQLITE_MISUSE }
            if let error = own.begin(.look) { return error }
            result?.pointee = own.disk.has(String(cString: name)) ? 1 : 0
            return SQLITE_OK
        }
        system.xFullPathname = { _, name, size, target in
            guard let name, let target else { return SQLITE_MISUSE }
            let length = strlen(name) + 1
            guard length <= Int(size) else { return SQLITE_CANTOPEN }
            memcpy(target, name, length)
            return SQLITE_OK
        }
        system.xRandomness = { _, count, target in
            target?.initialize(repeating: 7, count: Int(count))
            return count
        }
        system.xSleep = { _, microseconds in microseconds }
        system.xCurrentTime = { _, day in
            day?.pointee = 2_460_000
            return SQLITE_OK
        }
        system.xGetLastError = { _, _, _ in 0 }
    }

    private static func open(
        _ name: String?, on own: DiskFileSystem, _ pointer: UnsafeMutablePointer<sqlite3_file>,
        _ flags: Int32
    ) -> Int32 {
        // SQLite closes only what has methods.
        pointer.pointee.pMethods = nil
        if let error = own.begin(.open) { return error }
        let temporary = name == nil ? "temporary-\(own.disk.operationCount)" : nil
        let isMade = flags & SQLITE_OPEN_CREATE != 0
        guard let path = name ?? temporary, let file = own.disk.file(path, isMade: isMade) else {
            return SQLITE_CANTOPEN
        }
        let isJournal = flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL) != 0
        OpenedFile(file, of: own, temporaryName: temporary, isJournal: isJournal).put(into: pointer)
        return SQLITE_OK
    }

    private static func find(_ system: UnsafeMutablePointer<sqlite3_vfs>?) -> DiskFileSystem? {
        guard let data = system?.pointee.pAppData else { return nil }
        return Unmanaged<DiskFileSystem>.fromOpaque(data).takeUnretainedValue()
    }
}
