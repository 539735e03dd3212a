/// The rounds of the market.
extension Market {
    /// How the market goes about it, and how far it is, as JSON (docs/market.md).
    public func description() async throws(NodeError) -> JSONValue {
        try await look("market.describe")
    }

    /// A session; the latest one when no number is given.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such session.
    public func session(_ number: Int? = nil) async throws(NodeError) -> Session {
        try await look("sessions.get", .fields(["session": .integer(number)]))
    }

    /// Sessions in their order.
    ///
    /// - Parameter last: how many at most, the last ones; all when nil.
    public func sessions(
        in state: Session.State? = nil, last: Int? = nil
    ) async throws(NodeError) -> [Session] {
        var fields: JSONObject = .fields(["state": .text(state?.rawValue)])
        if let last, state == nil {
            do {
                fields["after"] = JSONValue(max(0, try await session().number - last))
            } catch {
                guard error.code == .notFound else { throw error }
                return []
            }
        }
        let sessions: [Session] = try await list("sessions.list", "sessions", fields)
        return last.map { Array(sessions.suffix($0)) } ?? sessions
    }

    /// Makes the next session known; for operators.
    ///
    /// - Throws: `NodeError` with the rule `unfinished-session` when there is one, `no-market-wallet` when
    ///   nobody could pay.
    @discardableResult
    public func stage(
        _ options: SessionOptions = SessionOptions()
    ) async throws(NodeError) -> Session {
        try await change("sessions.stage", options.fields)
    }

    /// Lets a session take bids; for operators.
    ///
    /// - Parameter closing: when it is to take no more; nil when the schedule, or an operator, says so.
    @discardableResult
    public func open(
        _ session: Int, closing: Timestamp? = nil
    ) async throws(NodeError) -> Session {
        try await change(
            "sessions.open",
            .fields(["session": JSONValue(session), "gate_closure": .time(closing)]))
    }

    /// Lets a session take no more bids; for operators.
    @discardableResult
    public func close(_ session: Int) async throws(NodeError) -> Session {
        try await change("sessions.close", ["session": JSONValue(session)])
    }

    /// Closes a session if need be, and has it computed as soon as all payments are settled; for operators.
    @discardableResult
    public func run(_ session: Int) async throws(NodeError) -> Session {
        try await change("sessions.run", ["session": JSONValue(session)])
    }
}
