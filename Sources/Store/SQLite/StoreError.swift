import CSQLite

/// Why a file could not be opened, read or written: what SQLite said, about which file and which SQL.
///
/// Bound values are never part of it, so it may be logged as it is.
package struct StoreError: Error, Equatable, CustomStringConvertible {
    /// What went wrong, as far as a caller can act on it.
    package let kind: Kind
    /// SQLite's extended result code, such as 2067 for a broken UNIQUE; 0 where BusNode itself refused.
    package let code: Int32
    /// What SQLite, or BusNode, says about it.
    package let message: String
    /// The SQL that was running, with its parameters as `?`.
    package let sql: String?
    /// The file, or `:memory:`.
    package let path: String

    /// What can go wrong, as far as a caller can act on it.
    package enum Kind: Sendable {
        /// Another process, or another connection of this one, owns the file.
        case ownedElsewhere
        /// The disk, or the file's own limit of pages, is full.
        case full
        /// The operating system failed to read or write.
        case ioError
        /// The file's content contradicts itself.
        case corrupt
        /// The file is something else than a SQLite database.
        case notADatabase
        /// The file cannot be opened or created: a folder is missing or a permission is.
        case cannotOpen
        /// The file may be read but not written.
        case readOnly
        /// A rule of the schema refused the change: UNIQUE, CHECK, NOT NULL or a foreign key.
        case constraint
        /// The file is a database, of another program.
        case notBusNode
        /// The file was written by a newer BusNode, or its history of migrations is another one.
        case unknownSchema
        /// Anything else, most likely a mistake in our SQL.
        case other
    }

    /// Whether the file cannot be relied on any more, so that its owner has to stop.
    ///
    /// A broken rule or a mistake in the SQL leaves the file as it was; everything else is fatal.
    package var isFatal: Bool {
        switch kind {
        case .constraint, .other: false
        case .ownedElsewhere, .full, .ioError, .corrupt, .notADatabase, .cannotOpen, .readOnly,
            .notBusNode, .unknownSchema:
            true
        }
    }

    /// One line for the log: the file, the message, the code and the SQL, cut at 500 characters.
    package var description: String {
        var text = "\(path): \(message)"
        if code != 0 {
            text += " (SQLite error \(code), \(String(cString: sqlite3_errstr(code))))"
        }
        if let sql {
            text += ", in the SQL: \(Self.oneLine(sql))"
        }
        return text
    }

    /// What SQLite reported.
    init(code: Int32, message: String, sql: String? = nil, path: String) {
        let kind = Self.kind(of: code)
        self.kind = kind
        self.code = code
        self.message = kind == .ownedElsewhere ? Self.owned : message
        // Which statement met the other owner first tells nothing.
        self.sql = kind == .ownedElsewhere ? nil : sql
        self.path = path
    }

    /// What BusNode refuses by a rule of its own.
    init(_ kind: Kind, _ message: String, path: String) {
        self.kind = kind
        self.code = 0
        self.message = message
        self.sql = nil
        self.path = path
    }

    private static let owned =
        "another process owns this file, and a file has one owner at a time; stop that one, or give "
        + "this one a file of its own"

    private static func kind(of code: Int32) -> Kind {
        switch code & 0xFF {
        case SQLITE_BUSY: .ownedElsewhere
        case SQLITE_FULL: .full
        case SQLITE_IOERR: .ioError
        case SQLITE_CORRUPT: .corrupt
        case SQLITE_NOTADB: .notADatabase
        case SQLITE_CANTOPEN: .cannotOpen
        case SQLITE_READONLY: .readOnly
        case SQLITE_CONSTRAINT: .constraint
        default: .other
        }
    }

    private static func oneLine(_ sql: String) -> String {
        let words = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > 500 ? words.prefix(500) + "…" : words
    }
}

extension StoreError {
    /// What is in the file is not what this program wrote.
    package static func damaged(_ detail: String, path: String) -> StoreError {
        StoreError(.corrupt, detail, path: path)
    }
}
