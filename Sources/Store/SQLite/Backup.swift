import CSQLite

/// A copy of a file that is made while its owner goes on to write: some pages at a time, between turns.
///
/// What is committed through the same connection meanwhile is in the copy, too. Until `step` returns true
/// the copy is of no use; when it does, the copy is complete and on disk.
package final class Backup {
    private let source: DatabaseHandle
    private let target: DatabaseHandle
    private var pointer: OpaquePointer?
    private var pageCount: Int32 = 0

    /// Where the copy is.
    package let path: String

    /// Begins to copy into a new file.
    ///
    /// - Throws: `StoreError` of kind `cannotOpen` when there is a file already, or none can be made.
    package init(of connection: Connection, to path: String) throws(StoreError) {
        self.path = path
        source = connection.database
        guard !DatabaseHandle.exists(path) else {
            throw StoreError(.cannotOpen, "there is a file of this name already", path: path)
        }
        target = try DatabaseHandle(path: path)
        pointer = sqlite3_backup_init(
            try target.open(), "main", try source.open(), "main")
        guard pointer != nil else {
            throw target.error(sqlite3_errcode(try target.open()))
        }
    }

    deinit {
        // What was left unfinished is of no use; its error was thrown by the step.
        sqlite3_backup_finish(pointer)
    }

    /// Copies some pages more.
    ///
    /// - Returns: whether the copy is complete.
    package func step(pages: Int32) throws(StoreError) -> Bool {
        let code = sqlite3_backup_step(pointer, pages)
        pageCount = sqlite3_backup_pagecount(pointer)
        if code == SQLITE_OK { return false }
        guard code == SQLITE_DONE else { throw target.error(code) }
        let finished = sqlite3_backup_finish(pointer)
        pointer = nil
        try target.check(finished)
        try target.close()
        return true
    }
}

extension Backup {
    /// The size of the copy when it is complete, in bytes.
    package var size: Int {
        Int(pageCount) * OpeningRecipe.pageSize
    }
}
