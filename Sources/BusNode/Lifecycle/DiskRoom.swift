#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How much room there is where a file is.
enum DiskRoom {
    /// Below this many bytes, or a tenth of the file system where that is less, nothing new is taken: what
    /// is there can still be finished.
    static let reserve: UInt64 = 64_000_000

    /// Whether the file system of a file is nearly full; false where that cannot be told.
    static func isScarce(at path: String) -> Bool {
        guard path != ":memory:" else { return false }
        var room = statvfs()
        guard statvfs(path, &room) == 0 else { return false }
        let unit = UInt64(room.f_frsize)
        return UInt64(room.f_bavail) * unit < min(reserve, UInt64(room.f_blocks) * unit / 10)
    }
}
