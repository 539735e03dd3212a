import Topics

extension Node {
    /// Why a message is where it is: for each subscription of its topic the state that it is in and the rule
    /// that put it there, as docs/protocol.md describes it ("To the backbone").
    ///
    /// - Throws: `NodeError` with code `notFound` when the message is kept no more.
    public func explain(_ message: MessageID) async throws(NodeError) -> JSONValue {
        try await administer("messages.explain", ["message": JSONValue(message.number)])
    }

    /// Copies the backbone's file, while it works, into a new file beside it.
    ///
    /// - Parameter name: the name of the new file, without a folder.
    /// - Throws: `NodeError` with code `conflict` when there is such a file.
    public func backup(named name: String) async throws(NodeError) -> Backup {
        let reply = try await administer("store.backup", ["name": .string(name)])
        return try Self.reading("store.backup") { () throws(MemberError) in
            guard let path = reply["path"] else { throw MemberError("path", "is missing") }
            return Backup(
                path: try path.text("path"), byteCount: try reply.members("it").count("bytes"))
        }
    }

    /// The backbone's clock, about: what it said when the session was opened, and the time since then.
    package func backboneTime() async throws(NodeError) -> Timestamp {
        guard let time = await connection.backboneTime else {
            throw NodeError(.unreachable, "there is no session at the backbone now")
        }
        return time
    }

    /// Sends a request to the backbone itself.
    @discardableResult
    func administer(
        _ method: String, _ parameters: JSONValue
    ) async throws(NodeError) -> JSONValue {
        try await request(method, of: "backbone", parameters)
    }

    /// Sends a request to the backbone itself, and reads the object that it answers with.
    func administer<Result>(
        _ method: String, _ parameters: JSONValue,
        _ read: (JSONObject) throws(MemberError) -> Result
    ) async throws(NodeError) -> Result {
        let reply = try await administer(method, parameters)
        return try Self.reading(method) { () throws(MemberError) in
            try read(try reply.members("the result"))
        }
    }

    /// Sends a request for a list as often as there are pages.
    func listAll<Row>(
        _ method: String, _ member: String, _ parameters: JSONObject,
        _ read: (JSONObject) throws(MemberError) -> Row
    ) async throws(NodeError) -> [Row] {
        var (rows, parameters): ([Row], JSONObject) = ([], parameters)
        while true {
            let reply = try await administer(method, .object(parameters))
            for row in reply[member]?.array ?? [] {
                let row = try Self.reading(method) { () throws(MemberError) in
                    try read(try row.members(member))
                }
                rows.append(row)
            }
            guard let next = reply["next"], next != parameters["after"] else { return rows }
            parameters["after"] = next
        }
    }

    /// The parameters that make something.
    static func making(_ object: JSONObject, isExclusive: Bool) -> JSONValue {
        var object = object
        if isExclusive { object["exclusive"] = true }
        return .object(object)
    }

    /// The parameters that change what differs between two settings; nil when nothing does.
    static func changing<Settings: ResourceSettings>(
        _ former: Settings, to settings: Settings
    ) -> JSONValue? {
        let mask = settings.differences(from: former)
        guard !mask.isEmpty else { return nil }
        var object = settings.object
        object["update_mask"] = .array(mask.map { .string($0) })
        return .object(object)
    }

    private static func reading<Result>(
        _ method: String, _ read: () throws(MemberError) -> Result
    ) throws(NodeError) -> Result {
        do {
            return try read()
        } catch {
            throw NodeError(.badValues, "the answer to \(method) is wrong: \(error)")
        }
    }
}
