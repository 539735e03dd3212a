/// The market as one of its users sees it: data and bids go in, forecasts and money come out
/// (docs/market.md).
///
///     let market = node.market(as: "windpark")
///     let bid = try await market.bid(
///         for: "turbine-1", price: 5_000_000, maxPayment: 10_000_000)
///     let transfer = try await node.ledger.send(
///         bid.maxPayment, from: address, to: bid.marketWallet)
///     try await market.pay(bid.id, with: transfer.id)
///
/// Amounts are whole numbers of the smallest unit of money. What the market refuses is thrown as a
/// `NodeError` with its reason as the message, and `rule` as a word for programs.
public struct Market: Sendable {
    static let address = MarketNode.address
    static let topic = TopicName.market

    /// Who acts; the bus is trusted, and takes everybody for who they say they are.
    public let user: String
    /// For how long a request is sent again when the market goes away before it has answered. What changes
    /// something is still done once: the market knows the request by its id.
    public var patience = Duration.seconds(10)

    let node: Node

    /// How many rows are asked for at a time: the most that the market sends.
    private static let pageSize = 1_000
    private static let pause = Duration.milliseconds(200)

    /// The same market, for another user.
    public func other(_ user: String) -> Market {
        var market = node.market(as: user)
        market.patience = patience
        return market
    }

    /// Sends a request that changes nothing, for the user.
    ///
    /// - Parameters:
    ///   - method: what is wanted, such as `sessions.get`.
    ///   - fields: the fields of the request, without `user`.
    /// - Throws: `NodeError` with the reason when it is refused, or nobody answers.
    public func look(
        _ method: String, _ fields: JSONObject = [:]
    ) async throws(NodeError) -> JSONValue {
        var fields = fields
        fields["user"] = .string(user)
        return try await send(method, fields)
    }

    /// Sends a request that changes something, for the user; it is carried out once, however often it has
    /// to be sent.
    ///
    /// - Parameters:
    ///   - method: what is wanted, such as `bids.place`.
    ///   - fields: the fields of the request, without `user` and `request`.
    /// - Throws: `NodeError` with the reason when it is refused, or nobody answers.
    @discardableResult
    public func change(
        _ method: String, _ fields: JSONObject = [:]
    ) async throws(NodeError) -> JSONValue {
        var fields = fields
        fields["user"] = .string(user)
        if fields["request"] == nil { fields["request"] = .string("\(SessionID.random())") }
        return try await send(method, fields)
    }

    /// Sends a request; again when the market goes away before it has answered.
    func send(
        _ method: String, _ fields: JSONObject
    ) async throws(NodeError) -> JSONValue {
        var deadline: ContinuousClock.Instant?
        while true {
            do throws(NodeError) {
                return try await node.request(method, of: Self.address, .object(fields))
            } catch {
                // Who was not there in the first place need not be waited for.
                guard error.code == NodeError.Code(.peerLost) || deadline != nil,
                    error.isOfMissingPeer, !Task.isCancelled
                else { throw error }
                deadline = deadline ?? .now.advanced(by: patience)
                if let deadline, deadline <= .now { throw error }
                // Cancelled with the task, which the next failure tells.
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Sends a request that changes nothing, and reads what comes.
    func look<Row: Decodable>(
        _ method: String, _ fields: JSONObject = [:], as type: Row.Type = Row.self
    ) async throws(NodeError) -> Row {
        try Self.reading(try await look(method, fields), method)
    }

    /// Sends a request that changes something, and reads what comes.
    func change<Row: Decodable>(
        _ method: String, _ fields: JSONObject = [:], as type: Row.Type = Row.self
    ) async throws(NodeError) -> Row {
        try Self.reading(try await change(method, fields), method)
    }

    /// Asks for a list as often as there are pages, or until there are enough rows.
    func list<Row: Decodable>(
        _ method: String, _ member: String, _ fields: JSONObject = [:], limit: Int? = nil
    ) async throws(NodeError) -> [Row] {
        var (rows, fields): ([Row], JSONObject) = ([], fields)
        while true {
            let wanted = limit.map { min($0 - rows.count, Self.pageSize) } ?? Self.pageSize
            fields["limit"] = JSONValue(wanted)
            let reply = try await look(method, fields)
            for row in reply[member]?.array ?? [] { rows.append(try Self.reading(row, method)) }
            guard let next = reply["next"], !next.isNull, next != fields["after"],
                rows.count < limit ?? .max
            else { return rows }
            fields["after"] = next
        }
    }

    static func reading<Row: Decodable>(
        _ json: JSONValue, _ method: String
    ) throws(NodeError) -> Row {
        do {
            return try json.decode()
        } catch {
            throw NodeError(
                .badValues, "the answer to \(method) is not what it should be: \(error)")
        }
    }
}

extension Node {
    /// The market of this bus, for one of its users.
    public func market(as user: String) -> Market {
        Market(user: user, node: self)
    }
}
