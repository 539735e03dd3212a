import CSQLite

/// A file that SQLite has open on a simulated disk.
final class OpenedFile {
    private let system: DiskFileSystem
    private let file: DiskFile
    /// The name of a file that is removed when it is closed.
    private let temporaryName: String?
    /// Whether the next synchronisation is of the folder, too: SQLite's own file systems do so once for
    /// each journal and WAL file that they open.
    private var synchronisesFolder: Bool

    /// SQLite's part of an open file, and ours behind it.
    struct Handle {
        var base: sqlite3_file
        var opened: Unmanaged<OpenedFile>
    }

    /// A file that is open from now on.
    init(_ file: DiskFile, of system: DiskFileSystem, temporaryName: String?, isJournal: Bool) {
        self.file = file
        self.system = system
        self.temporaryName = temporaryName
        synchronisesFolder = isJournal
    }

    /// The disk that it is on.
    var disk: SimulatedDisk { system.disk }

    /// The file behind SQLite's pointer.
    static func at(_ pointer: UnsafeMutablePointer<sqlite3_file>?) -> OpenedFile? {
        guard let pointer else { return nil }
        return pointer.withMemoryRebound(to: Handle.self, capacity: 1) {
            $0.pointee.opened.takeUnretainedValue()
        }
    }

    /// Gives SQLite what it takes for an open file.
    func put(into pointer: UnsafeMutablePointer<sqlite3_file>) {
        let handle = Handle(
            base: sqlite3_file(pMethods: DiskFileMethods.shared),
            opened: Unmanaged.passRetained(self))
        UnsafeMutableRawPointer(pointer).initializeMemory(as: Handle.self, to: handle)
    }

    /// SQLite uses the file no more.
    static func close(_ pointer: UnsafeMutablePointer<sqlite3_file>?) -> Int32 {
        guard let pointer else { return SQLITE_OK }
        let opened = pointer.withMemoryRebound(to: Handle.self, capacity: 1) {
            $0.pointee.opened.takeRetainedValue()
        }
        if let name = opened.temporaryName { _ = opened.disk.remove(name, isSafe: true) }
        return SQLITE_OK
    }

    func read(into target: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
        if let error = system.begin(.read) { return error }
        let end = min(file.seen.count, offset + target.count)
        let length = max(0, end - offset)
        if length > 0 { target.copyMemory(from: file.seen[offset..<end]) }
        if length == target.count { return SQLITE_OK }
        for index in length..<target.count { target[index] = 0 }
        return SQLITE_IOERR | 2 << 8
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Int32 {
        if let error = system.begin(.write) {
            if system.isAlive { disk.failToWrite(bytes, to: file, at: offset) }
            return error
        }
        file.write(bytes, at: offset)
        return SQLITE_OK
    }

    func resize(to size: Int) -> Int32 {
        if let error = system.begin(.resize) { return error }
        file.resize(to: size)
        return SQLITE_OK
    }

    func synchronise() -> Int32 {
        if let error = system.begin(.synchronise) {
            if system.isAlive { disk.failToSynchronise(file) }
            return error
        }
        file.synchronise()
        if synchronisesFolder { disk.synchroniseFolder() }
        synchronisesFolder = false
        return SQLITE_OK
    }

    func measure(_ size: inout sqlite3_int64) -> Int32 {
        if let error = system.begin(.measure) { return error }
        size = sqlite3_int64(file.seen.count)
        return SQLITE_OK
    }
}
