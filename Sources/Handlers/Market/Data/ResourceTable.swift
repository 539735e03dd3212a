import Store
import Topics

/// The resources of all users, retired ones among them.
struct ResourceTable {
    private let connection: Connection
    private let selectID: Statement
    private let selectName: Statement
    private let selectNumber: Statement
    private let selectAfter: Statement
    private let selectCount: Statement
    private let selectLiveBid: Statement
    private let selectLaunch: Statement
    private let insert: Statement
    private let update: Statement
    private let retire: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        let rows = """
            SELECT number, id, user, name, kind, is_to_forecast, registered_at, retired_at
            FROM resource
            """
        selectID = try connection.prepare("\(rows) WHERE id = ?")
        selectName = try connection.prepare(
            "\(rows) WHERE user = ? AND name = ? AND kind = ? AND retired_at IS NULL")
        selectNumber = try connection.prepare("\(rows) WHERE number = ?")
        selectAfter = try connection.prepare(
            "\(rows) WHERE number > ?1 AND (?2 IS NULL OR user = ?2) ORDER BY number LIMIT ?3")
        selectCount = try connection.prepare(
            "SELECT count(*) FROM resource WHERE retired_at IS NULL")
        selectLiveBid = try connection.prepare(
            """
            SELECT bid.id FROM session JOIN bid ON bid.session = session.number
            WHERE session.state != 'finished' AND bid.resource = ?
                AND bid.state IN ('placed', 'pending', 'confirmed')
            """)
        selectLaunch = try connection.prepare("SELECT max(launched_at) FROM session")
        // What the market calls a resource has a point, which nobody else may write.
        insert = try connection.prepare(
            """
            INSERT INTO resource (id, user, name, kind, is_to_forecast, registered_at)
            VALUES (
                coalesce(?1, ?3 || '.' || (1 + coalesce(
                    (SELECT seq FROM sqlite_sequence WHERE name = 'resource'), 0))),
                ?2, ?3, ?4, ?5, ?6)
            """)
        update = try connection.prepare(
            "UPDATE resource SET name = ?, is_to_forecast = ? WHERE number = ?")
        retire = try connection.prepare("UPDATE resource SET retired_at = ? WHERE number = ?")
    }

    /// The resource of an id.
    func resource(_ id: String) throws(StoreError) -> Resource? {
        try selectID.bind(id, at: 1)
        return try selectID.firstRow(Self.resource)
    }

    /// The resource of a number.
    func resource(_ number: Int64) throws(StoreError) -> Resource? {
        try selectNumber.bind(number, at: 1)
        return try selectNumber.firstRow(Self.resource)
    }

    /// The resource that a user calls so and that is not retired.
    func resource(
        of user: String, named name: String, _ kind: Resource.Kind
    ) throws(StoreError) -> Resource? {
        try selectName.bind(user, at: 1)
        try selectName.bind(name, at: 2)
        try selectName.bind(kind.rawValue, at: 3)
        return try selectName.firstRow(Self.resource)
    }

    /// Resources by number, those after a number, of one user or of all.
    func resources(
        of user: String?, after number: Int64, limit: Int
    ) throws(StoreError) -> [Resource] {
        try selectAfter.bind(number, at: 1)
        try selectAfter.bind(user, at: 2)
        try selectAfter.bind(limit, at: 3)
        return try selectAfter.rows(Self.resource)
    }

    /// How many resources are not retired.
    func count() throws(StoreError) -> Int {
        try selectCount.firstRow { Int($0.integer(at: 0)) } ?? 0
    }

    /// The id of a bid of the unfinished session that is for the resource and neither rejected nor cancelled.
    func liveBid(for resource: Resource) throws(StoreError) -> String? {
        try selectLiveBid.bind(resource.number, at: 1)
        return try selectLiveBid.firstRow { $0.text(at: 0) }
    }

    /// When the last session was launched.
    func lastLaunch() throws(StoreError) -> Timestamp? {
        try selectLaunch.firstRow { $0.integerIfPresent(at: 0) }?
            .map { Timestamp(microseconds: $0) }
    }

    /// Adds a resource; without an id it gets its name and number.
    ///
    /// - Returns: its number.
    func add(
        id: String?, user: String, name: String, kind: Resource.Kind, isToForecast: Bool,
        at now: Timestamp
    ) throws(StoreError) -> Int64 {
        try insert.bind(id, at: 1)
        try insert.bind(user, at: 2)
        try insert.bind(name, at: 3)
        try insert.bind(kind.rawValue, at: 4)
        try insert.bind(isToForecast, at: 5)
        try insert.bind(now.microseconds, at: 6)
        try insert.run()
        return connection.lastInsertedRow
    }

    /// Calls a resource something else, or says whether its owner may bid for it.
    func change(_ number: Int64, name: String, isToForecast: Bool) throws(StoreError) {
        try update.bind(name, at: 1)
        try update.bind(isToForecast, at: 2)
        try update.bind(number, at: 3)
        try update.run()
    }

    /// Takes a resource out of the market.
    func retire(_ number: Int64, at time: Timestamp) throws(StoreError) {
        try retire.bind(time.microseconds, at: 1)
        try retire.bind(number, at: 2)
        try retire.run()
    }

    private static func resource(_ row: Statement) throws(StoreError) -> Resource {
        guard let kind = Resource.Kind(rawValue: row.text(at: 4)) else {
            preconditionFailure("the file holds the two kinds only")
        }
        return Resource(
            number: row.integer(at: 0), id: row.text(at: 1), user: row.text(at: 2),
            name: row.text(at: 3), kind: kind, isToForecast: row.boolean(at: 5),
            registeredAt: Timestamp(microseconds: row.integer(at: 6)),
            retiredAt: row.integerIfPresent(at: 7).map { Timestamp(microseconds: $0) })
    }
}
