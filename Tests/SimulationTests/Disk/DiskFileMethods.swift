import CSQLite

/// What SQLite calls to work with an open file. There is no shared memory: the connection owns the file.
enum DiskFileMethods {
    // Safe to share: it is written here, once, and only read afterwards.
    nonisolated(unsafe) static let shared: UnsafePointer<sqlite3_io_methods> = {
        let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        methods.initialize(to: make())
        return UnsafePointer(methods)
    }()

    private static func make() -> sqlite3_io_methods {
        var methods = sqlite3_io_methods()
        methods.iVersion = 1
        methods.xClose = { OpenedFile.close($0) }
        methods.xRead = { file, target, count, offset in
            let bytes = UnsafeMutableRawBufferPointer(start: target, count: Int(count))
            return OpenedFile.at(file)?.read(into: bytes, at: Int(offset)) ?? SQLITE_MISUSE
        }
        methods.xWrite = { file, source, count, offset in
            let bytes = UnsafeRawBufferPointer(start: source, count: Int(count))
            return OpenedFile.at(file)?.write(bytes, at: Int(offset)) ?? SQLITE_MISUSE
        }
        methods.xTruncate = { OpenedFile.at($0)?.resize(to: Int($1)) ?? SQLITE_MISUSE }
        methods.xSync = { file, _ in OpenedFile.at(file)?.synchronise() ?? SQLITE_MISUSE }
        methods.xFileSize = { file, size in
            guard let file = OpenedFile.at(file), let size else { return SQLITE_MISUSE }
            return file.measure(&size.pointee)
        }
        methods.xLock = { _, _ in SQLITE_OK }
        methods.xUnlock = { _, _ in SQLITE_OK }
        methods.xCheckReservedLock = { _, isReserved in
            isReserved?.pointee = 0
            return SQLITE_OK
        }
        methods.xFileControl = { _, _, _ in SQLITE_NOTFOUND }
        methods.xSectorSize = { Int32(OpenedFile.at($0)?.disk.sectorSize ?? 0) }
        methods.xDeviceCharacteristics = {
            OpenedFile.at($0)?.disk.sparesNeighbours == true ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0
        }
        return methods
    }
}
