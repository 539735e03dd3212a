package import Store
package import Topics

/// The revisions of every service, kept in a file, and which of them is the default one of its service.
///
/// A service has at most one default: an index of the file holds that, whatever this code does. Revisions
/// are never removed or changed, but for losing or gaining that mark when another one is registered.
package struct RevisionStore {
    private let connection: Connection
    private let policy: DefaultPolicy
    private let insert: Statement
    private let clearDefault: Statement
    private let markDefault: Statement
    private let find: Statement
    private let findDefault: Statement
    private let tags: Statement
    private let page: Statement
    private let pageOfService: Statement
    private let newest: Statement
    private let count: Statement
    private let twines: TwineTable

    private static let columns =
        "number, service, tag, is_default, requested_default, registrant, registered_at"

    /// Opens the revisions in a file, bringing its tables up to date.
    package init(
        _ connection: Connection, policy: DefaultPolicy = .latestVersion
    ) throws(StoreError) {
        try RevisionMigrations.all.migrate(connection)
        self.connection = connection
        self.policy = policy
        insert = try connection.prepare(
            """
            INSERT INTO revision
                (service, tag, is_default, requested_default, registrant, registered_at)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        clearDefault = try connection.prepare(
            "UPDATE revision SET is_default = 0 WHERE service = ? AND is_default = 1")
        markDefault = try connection.prepare(
            "UPDATE revision SET is_default = 1 WHERE service = ? AND tag = ?")
        let select = "SELECT \(Self.columns) FROM revision"
        find = try connection.prepare("\(select) WHERE service = ? AND tag = ?")
        findDefault = try connection.prepare("\(select) WHERE service = ? AND is_default = 1")
        tags = try connection.prepare("SELECT tag FROM revision WHERE service = ?")
        page = try connection.prepare("\(select) WHERE number > ? ORDER BY number LIMIT ?")
        pageOfService = try connection.prepare(
            "\(select) WHERE number > ? AND service = ? ORDER BY number LIMIT ?")
        newest = try connection.prepare(
            "\(select) WHERE service = ? ORDER BY number DESC LIMIT ?")
        count = try connection.prepare("SELECT count(*) FROM revision WHERE service = ?")
        twines = try TwineTable(connection)
    }

    /// Registers a revision, and decides whether it becomes the default one.
    ///
    /// A repeated registration changes nothing, so that who has lost the answer may ask again.
    ///
    /// - Parameters:
    ///   - wish: What is registered.
    ///   - registrant: The node that registers it.
    ///   - time: When.
    package func register(
        _ wish: RegistrationRequest, by registrant: String, at time: Timestamp
    ) throws(StoreError) -> RegistrationOutcome {
        try connection.atomically { () throws(StoreError) in
            let (revision, isDefault) = (wish.revision, wish.isDefault)
            if let known = try describe(revision) {
                return try registerAgain(wish, known)
            }
            let service = revision.service
            let former = try resolve(service)?.revision.tag
            let becomesDefault = policy.makesDefault(
                revision.tag, requested: isDefault, among: try storedTags(of: service))
            if becomesDefault {
                try clearDefault.bind(service.description, at: 1)
                try clearDefault.run()
            }
            try insert.bind(service.description, at: 1)
            try insert.bind(revision.tag.text, at: 2)
            try insert.bind(becomesDefault, at: 3)
            try insert.bind(isDefault, at: 4)
            try insert.bind(registrant, at: 5)
            try insert.bind(time.microseconds, at: 6)
            try insert.run()
            let registered = RegisteredRevision(
                number: connection.lastInsertedRow, revision: revision, isDefault: becomesDefault,
                requestedDefault: isDefault, registrant: registrant, registeredAt: time)
            if let twine = wish.twine { try twines.add(twine, to: registered.number) }
            return .registered(registered, replacing: becomesDefault ? former : nil)
        }
    }

    /// Compares a registration with the one that was made before.
    private func registerAgain(
        _ wish: RegistrationRequest, _ known: RegisteredRevision
    ) throws(StoreError) -> RegistrationOutcome {
        guard wish.isDefault == nil || known.requestedDefault == wish.isDefault else {
            return .conflict(known, .isDefault)
        }
        guard let twine = wish.twine else { return .alreadyRegistered(known) }
        if let kept = try twines.twine(of: known.number) {
            return kept == twine ? .alreadyRegistered(known) : .conflict(known, .twine)
        }
        try twines.add(twine, to: known.number)
        return .alreadyRegistered(known)
    }

    /// What the questions and answers of a revision look like, if its registration said so.
    package func twine(of known: RegisteredRevision) throws(StoreError) -> JSONValue? {
        try twines.twine(of: known.number)
    }

    /// Makes a registered revision the default one of its service, in place of the one that was.
    package func makeDefault(_ revision: ServiceRevision) throws(StoreError) {
        try connection.atomically { () throws(StoreError) in
            try clearDefault.bind(revision.service.description, at: 1)
            try clearDefault.run()
            try markDefault.bind(revision.service.description, at: 1)
            try markDefault.bind(revision.tag.text, at: 2)
            try markDefault.run()
        }
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

    private func storedTags(of service: ServiceName) throws(StoreError) -> [RevisionTag] {
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
                registeredAt: Timestamp(microseconds: row.integer(at: 6)))
        } catch {
            throw StoreError.damaged("in table revision, \(error)", path: connection.path)
        }
    }
}
