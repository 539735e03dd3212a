/// Brings the tables of one subject to the newest schema that this program knows.
///
/// What was applied is recorded in the table `busnode_migration`, by subject, number and name. SQLite's
/// `user_version` would do for a file with one schema, but a node keeps the tables of several subjects in
/// its file, each with a history of its own, and a name shows what a mere number hides: that a file
/// comes from a program whose third step was another one.
package struct Migrator: Sendable {
    /// Whose tables these are, such as `revisions`.
    package let subject: String
    /// Every step, oldest first; new ones are appended, old ones never changed.
    package let migrations: [Migration]

    private static let table = """
        CREATE TABLE IF NOT EXISTS busnode_migration (
            subject TEXT NOT NULL,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (subject, number)
        ) STRICT, WITHOUT ROWID
        """

    /// The schema of a subject, step by step.
    package init(subject: String, migrations: [Migration]) {
        precondition(Set(migrations.map(\.name)).count == migrations.count, "each name only once")
        self.subject = subject
        self.migrations = migrations
    }

    /// Applies the steps that the file lacks, each in a transaction of its own together with its record.
    ///
    /// - Throws: `StoreError` of kind `unknownSchema`, before anything is changed, when the file has more
    ///   steps than this program knows or other ones. When a step fails, those before it stay.
    package func migrate(_ connection: Connection) throws(StoreError) {
        precondition(!connection.isInTransaction, "every migration has its own transaction")
        try connection.execute(Self.table)
        let applied = try appliedNames(connection)
        try check(applied, path: connection.path)
        let record = try connection.prepare(
            "INSERT INTO busnode_migration (subject, number, name) VALUES (?, ?, ?)")
        for (index, migration) in migrations.enumerated().dropFirst(applied.count) {
            try connection.atomically { () throws(StoreError) in
                try connection.execute(migration.sql)
                try record.bind(subject, at: 1)
                try record.bind(index + 1, at: 2)
                try record.bind(migration.name, at: 3)
                try record.run()
            }
        }
    }

    /// Makes sure that a file has exactly the steps that this program knows, and changes nothing.
    ///
    /// - Throws: `StoreError` of kind `unknownSchema` otherwise.
    package func checkCurrent(_ connection: Connection) throws(StoreError) {
        let tables = try connection.prepare(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'busnode_migration'")
        let isThere = try tables.firstRow { $0.integer(at: 0) == 1 } ?? false
        let applied = isThere ? try appliedNames(connection) : []
        try check(applied, path: connection.path)
        guard applied.count == migrations.count else {
            throw StoreError(
                .unknownSchema,
                "this file has no \(subject), or those of an earlier version "
                    + "(\(Self.version(applied)) of \(Self.version(migrations.map(\.name)))); a "
                    + "\(subject) that starts on it brings it up to date",
                path: connection.path)
        }
    }

    private func appliedNames(_ connection: Connection) throws(StoreError) -> [String] {
        let query = try connection.prepare(
            "SELECT name FROM busnode_migration WHERE subject = ? ORDER BY number")
        try query.bind(subject, at: 1)
        return try query.rows { $0.text(at: 0) }
    }

    private func check(_ applied: [String], path: String) throws(StoreError) {
        guard applied.count <= migrations.count else {
            throw StoreError(
                .unknownSchema,
                "this file was written by a newer BusNode: its \(subject) have version "
                    + "\(Self.version(applied)), and this program knows them up to version "
                    + "\(Self.version(migrations.map(\.name)))",
                path: path)
        }
        for (index, (found, known)) in zip(applied, migrations).enumerated()
        where found != known.name {
            throw StoreError(
                .unknownSchema,
                "this file has another history: version \(index + 1) of its \(subject) is "
                    + "\"\(found)\", and this program's is \"\(known.name)\"",
                path: path)
        }
    }

    private static func version(_ names: [String]) -> String {
        names.last.map { "\(names.count) (\"\($0)\")" } ?? "0"
    }
}
