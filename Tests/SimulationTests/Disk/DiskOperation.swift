import CSQLite

/// What SQLite asks of a disk.
enum DiskOperation: CaseIterable {
    case open, read, write, resize, synchronise, remove, look, measure

    /// Whether it changes the disk, or makes changes safe.
    var isChange: Bool {
        switch self {
        case .write, .resize, .synchronise, .remove: true
        case .open, .read, .look, .measure: false
        }
    }

    /// What SQLite is told when it fails.
    var error: Int32 {
        // SQLITE_IOERR_… are sums, which Swift does not import: the low byte is SQLITE_IOERR.
        switch self {
        case .open: SQLITE_CANTOPEN
        case .read: SQLITE_IOERR | 1 << 8
        case .write: SQLITE_IOERR | 3 << 8
        case .resize: SQLITE_IOERR | 6 << 8
        case .synchronise: SQLITE_IOERR | 4 << 8
        case .remove: SQLITE_IOERR | 10 << 8
        case .look: SQLITE_IOERR | 13 << 8
        case .measure: SQLITE_IOERR | 7 << 8
        }
    }
}
