import Store
import Topics

/// The policies of services and of the whole registry, and the heads of the channels.
struct PolicyTable {
    private let path: String
    private let find: Statement
    private let set: Statement
    private let clear: Statement
    private let head: Statement
    private let heads: Statement
    private let setHead: Statement
    private let clearHead: Statement

    /// What stands for all services; no service is called so.
    private static let all = "*"

    init(_ connection: Connection) throws(StoreError) {
        path = connection.path
        find = try connection.prepare("SELECT document FROM policy WHERE service = ?")
        set = try connection.prepare(
            "INSERT OR REPLACE INTO policy (service, document) VALUES (?, ?)")
        clear = try connection.prepare("DELETE FROM policy WHERE service = ?")
        head = try connection.prepare("SELECT tag FROM channel WHERE service = ? AND name = ?")
        heads = try connection.prepare("SELECT name, tag FROM channel WHERE service = ?")
        setHead = try connection.prepare(
            "INSERT OR REPLACE INTO channel (service, name, tag) VALUES (?, ?, ?)")
        clearHead = try connection.prepare("DELETE FROM channel WHERE service = ? AND name = ?")
    }

    /// The policy that was set for a service, or without one for all.
    func policy(of service: ServiceName?) throws(StoreError) -> RegistryPolicy? {
        try find.bind(service?.description ?? Self.all, at: 1)
        return try find.firstRow { row throws(StoreError) in
            do {
                return try JSONValue(parsing: row.text(at: 0)).decode(as: RegistryPolicy.self)
            } catch {
                throw StoreError.damaged("in table policy, \(error)", path: path)
            }
        }
    }

    /// Sets the policy of a service, or without one of all; nil to have none.
    func set(_ policy: RegistryPolicy?, of service: ServiceName?) throws(StoreError) {
        let statement = policy == nil ? clear : set
        try statement.bind(service?.description ?? Self.all, at: 1)
        if let policy { try statement.bind(policy.text, at: 2) }
        try statement.run()
    }

    /// The head of a channel, if there is such a channel.
    func head(of channel: ChannelName, _ service: ServiceName) throws(StoreError) -> RevisionTag? {
        try head.bind(service.description, at: 1)
        try head.bind(channel.text, at: 2)
        return try head.firstRow { row throws(StoreError) in try tag(row.text(at: 0)) }
    }

    /// The heads of all channels of a service.
    func heads(of service: ServiceName) throws(StoreError) -> [ChannelName: RevisionTag] {
        try heads.bind(service.description, at: 1)
        let rows = try heads.rows { row throws(StoreError) in
            do {
                return (try ChannelName(row.text(at: 0)), try RevisionTag(row.text(at: 1)))
            } catch {
                throw StoreError.damaged("in table channel, \(error)", path: path)
            }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Makes a revision the head of a channel; nil to have no such channel.
    func setHead(
        of channel: ChannelName, _ service: ServiceName, to tag: RevisionTag?
    ) throws(StoreError) {
        let statement = tag == nil ? clearHead : setHead
        try statement.bind(service.description, at: 1)
        try statement.bind(channel.text, at: 2)
        if let tag { try statement.bind(tag.text, at: 3) }
        try statement.run()
    }

    private func tag(_ text: String) throws(StoreError) -> RevisionTag {
        do {
            return try RevisionTag(text)
        } catch {
            throw StoreError.damaged("in table channel, \(error)", path: path)
        }
    }
}

extension RegistryPolicy {
    /// The policy as a file keeps it.
    var text: String {
        do {
            return try JSONValue(encoding: self).text()
        } catch {
            preconditionFailure("names and numbers are always JSON: \(error)")
        }
    }
}
