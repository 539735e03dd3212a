package import Store
package import Topics

/// The revisions of every service, kept in a file, and which of them is the default one of its service.
///
/// A service has at most one default: an index of the file holds that, whatever this code does. Whatever
/// changes is told by the history.
package struct RevisionStore {
    let connection: Connection
    /// What decides where neither the service nor the file has a policy.
    let initialPolicy: RegistryPolicy
    let twines: TwineTable
    let history: HistoryTable
    let policies: PolicyTable
    let pins: PinTable
    private let insert: Statement
    private let remove: Statement
    private let clearDefault: Statement
    private let markDefault: Statement
    private let markDeprecated: Statement
    private let find: Statement
    private let findDefault: Statement
    private let tags: Statement
    private let page: Statement
    private let pageOfService: Statement
    private let newest: Statement
    private let count: Statement

    private static let columns =
        """
        number, service, tag, is_default, requested_default, registrant, registered_at, deprecation,
        channel
        """

    /// Opens the revisions in a file, bringing its tables up to date.
    package init(
        _ connection: Connection, policy: RegistryPolicy = .simple(.latestVersion)
    ) throws(StoreError) {
        try RevisionMigrations.all.migrate(connection)
        self.connection = connection
        initialPolicy = policy
        insert = try connection.prepare(
            """
            INSERT INTO revision
                (service, tag, is_default, requested_default, registrant, registered_at, channel)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        remove = try connection.prepare("DELETE FROM revision WHERE service = ? AND tag = ?")
        markDeprecated = try connection.prepare(
            "UPDATE revision SET deprecation = ? WHERE service = ? AND tag = ?")
        clearDefault = try connection.prepare(
            "UPDATE revision SET is_default = 0 WHERE service = ? AND is_default = 1")
        markDefault = try connection.prepare(
            "UPDATE revision SET is_default = 1 WHERE service = ? AND tag = ?")
        let select = "SELECT \(Self.columns) FROM revision"
        find = try connection.prepare("\(select) WHERE service = ? AND tag = ?")
        findDefault = try connection.prepare("\(select) WHERE service = ? AND is_default = 1")
        tags = try connection.prepare("SELECT tag FROM revision WHERE service = ? ORDER BY number")
        page = try connection.prepare("\(select) WHERE number > ? ORDER BY number LIMIT ?")
        pageOfService = try connection.prepare(
            "\(select) WHERE number > ? AND service = ? ORDER BY number LIMIT ?")
        newest = try connection.prepare(
            "\(select) WHERE service = ? ORDER BY number DESC LIMIT ?")
        count = try connection.prepare("SELECT count(*) FROM revision WHERE service = ?")
        twines = try TwineTable(connection)
        history = try HistoryTable(connection)
        policies = try PolicyTable(connection)
        pins = try PinTable(connection)
    }

    /// The default revision of a service, if it has one.
    package func resolve(_ service: ServiceName) throws(StoreError) -> RegisteredRevision? {
        try findDefault.bind(service.description, at: 1)
        return try findDefault.firstRow(revision)
    }

    /// The revision that is meant, if it is registered.
    package func resolve(_ reference: ServiceReference) throws(StoreError) -> RegisteredRevision? {
        switch reference {
        case .revision(let revision): try describe(revision)
        case .defaultRevision(let service): try resolve(service)
        }
    }

    /// What is known about exactly this revision, if it is registered.
    package func describe(_ revision: ServiceRevision) throws(StoreError) -> RegisteredRevision? {
        try find.bind(revision.service.description, at: 1)
        try find.bind(revision.tag.text, at: 2)
        return try find.firstRow(self.revision)
    }

    /// The revisions of one service, or of all, in the order of registration.
    ///
    /// - Parameters:
    ///   - service: Which service; nil for all.
    ///   - number: Only what was registered after this one; 0 for all.
    ///   - limit: The most revisions to return.
    package func list(
        _ service: ServiceName?, after number: Int64, limit: Int
    ) throws(StoreError) -> [RegisteredRevision] {
        let query = service == nil ? page : pageOfService
        try query.bind(number, at: 1)
        if let service { try query.bind(service.description, at: 2) }
        try query.bind(limit, at: service == nil ? 2 : 3)
        return try query.rows(revision)
    }

    /// The revisions of a service that were registered last, the last one first.
    package func newest(
        _ limit: Int, of service: ServiceName
    ) throws(StoreError) -> [RegisteredRevision] {
        try newest.bind(service.description, at: 1)
        try newest.bind(limit, at: 2)
        return try newest.rows(revision)
    }

    /// How many revisions a service has.
    package func count(of service: ServiceName) throws(StoreError) -> Int {
        try count.bind(service.description, at: 1)
        return try count.firstRow { Int($0.integer(at: 0)) } ?? 0
    }

    /// What the questions and answers of a revision look like, if its registration said so.
    package func twine(of revision: ServiceRevision) throws(StoreError) -> JSONValue? {
        try twines.twine(of: revision)
    }

    /// What has happened to a service, or to all, the oldest first.
    ///
    /// - Parameters:
    ///   - service: Which service; nil for all.
    ///   - number: Only what happened after this entry; 0 for all.
    ///   - limit: The most entries to return.
    package func history(
        of service: ServiceName?, after number: Int64, limit: Int
    ) throws(StoreError) -> [HistoryEntry] {
        try history.list(service, after: number, limit: limit)
    }

    /// Whether a revision that is not registered was so once.
    package func wasDeregistered(_ revision: ServiceRevision) throws(StoreError) -> Bool {
        try history.has(.deregistered, revision)
    }

    /// Puts a row in that is not the default one, and returns its number.
    func insert(
        _ wish: RegistrationRequest, by registrant: String, at time: Timestamp
    ) throws(StoreError) -> Int64 {
        try insert.bind(wish.revision.service.description, at: 1)
        try insert.bind(wish.revision.tag.text, at: 2)
        try insert.bind(false, at: 3)
        try insert.bind(wish.isDefault, at: 4)
        try insert.bind(registrant, at: 5)
        try insert.bind(time.microseconds, at: 6)
        try insert.bind(wish.channel?.text, at: 7)
        try insert.run()
        return connection.lastInsertedRow
    }

    /// Takes a row out.
    func remove(_ revision: ServiceRevision) throws(StoreError) {
        try remove.bind(revision.service.description, at: 1)
        try remove.bind(revision.tag.text, at: 2)
        try remove.run()
    }

    /// Takes the mark of the default one from whichever revision has it.
    func clearDefault(of service: ServiceName) throws(StoreError) {
        try clearDefault.bind(service.description, at: 1)
        try clearDefault.run()
    }

    /// Gives a revision the mark of the default one, which no other may have.
    func markDefault(_ revision: ServiceRevision) throws(StoreError) {
        try markDefault.bind(revision.service.description, at: 1)
        try markDefault.bind(revision.tag.text, at: 2)
        try markDefault.run()
    }

    /// Marks a revision as deprecated for a reason, or without one as not.
    func markDeprecated(_ revision: ServiceRevision, reason: String?) throws(StoreError) {
        try markDeprecated.bind(reason, at: 1)
        try markDeprecated.bind(revision.service.description, at: 2)
        try markDeprecated.bind(revision.tag.text, at: 3)
        try markDeprecated.run()
    }

    func storedTags(of service: ServiceName) throws(StoreError) -> [RevisionTag] {
        try tags.bind(service.description, at: 1)
        return try tags.rows { row throws(StoreError) in
            do {
                return try RevisionTag(row.text(at: 0))
            } catch {
                throw StoreError.damaged("in table revision, \(error)", path: connection.path)
            }
        }
    }

    private func revision(in row: Statement) throws(StoreError) -> RegisteredRevision {
        do {
            return RegisteredRevision(
                number: row.integer(at: 0),
                revision: try ServiceRevision("\(row.text(at: 1)):\(row.text(at: 2))"),
                isDefault: row.boolean(at: 3),
                requestedDefault: row.integerIfPresent(at: 4).map { $0 != 0 },
                registrant: row.text(at: 5),
                registeredAt: Timestamp(microseconds: row.integer(at: 6)),
                deprecation: row.textIfPresent(at: 7),
                channel: try row.textIfPresent(at: 8).map(ChannelName.init))
        } catch {
            throw StoreError.damaged("in table revision, \(error)", path: connection.path)
        }
    }
}
