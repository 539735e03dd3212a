import CSQLite

/// Puts on disk what a connection has written to its write-ahead log, on whichever thread calls it.
///
/// The connection goes on meanwhile: it reads, and changes pages in memory. It may not `write()` the next
/// transaction before `run()` has returned: so in the log nothing stands behind a transaction that may be
/// lost, which is how `WriteAheadLog` tells damage from the traces of a crash.
///
/// Safe to share: SQLite keeps the log open as long as the connection is, which the owner of both closes
/// last; and to synchronise a file changes nothing of what SQLite knows of it.
package final class LogSync: @unchecked Sendable {
    private let log: SQLiteFile

    init(_ log: SQLiteFile) {
        self.log = log
    }

    /// Waits until all that was written is on disk.
    ///
    /// - Throws: `StoreError` when the disk says no. What was written may be lost or not, and may not be
    ///   confirmed any more.
    package func run() throws(StoreError) {
        try log.synchronize()
    }
}
