extension NodeConnection {
    /// The questions of a scope, oldest first.
    package func questions(_ scope: EventQuery.Scope) async throws(NodeError) -> [ListedQuestion] {
        let (name, id) = scope.parameter
        var parameters: JSONObject = [name: .string(id.description)]
        var questions: [ListedQuestion] = []
        while true {
            let reply = try await request(
                Request(
                    address: "backbone", method: "questions.list",
                    payload: Payload(JSONValue.object(parameters).bytes())))
            let body: JSONValue
            do {
                body = try JSONValue(parsing: reply.payload.bytes)
            } catch {
                throw NodeError(.badValues, "the backbone answered with no JSON: \(error)")
            }
            for row in body["questions"]?.array ?? [] { questions.append(try ListedQuestion(row)) }
            guard let next = body["next"] else { return questions }
            parameters["after"] = next
        }
    }

    /// Calls `body` with a connection of its own: who looks at many stored events holds nobody up who follows
    /// the same questions here.
    ///
    /// - Throws: `NodeError` with code `unreachable` when the backbone does not answer, and what `body` throws.
    package nonisolated func apart<Result: Sendable>(
        _ body: (NodeConnection) async throws(NodeError) -> Result
    ) async throws(NodeError) -> Result {
        let connection = NodeConnection(to: address, node: "reader", context: context)
        try await connection.open(within: Self.patienceOfReader)
        do throws(NodeError) {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// How long the backbone may take to welcome who looks at stored events.
    private static let patienceOfReader = Duration.seconds(5)

    /// What is known now of a question, which comes first, and its events.
    func entries(of question: ListedQuestion) async throws(NodeError) -> [History.Entry] {
        var entries: [History.Entry] = []
        let history = History(id: question.id, count: question.events, connection: self)
        for try await entry in history { entries.append(entry) }
        return entries
    }

    /// The events that a query wants, in the order in which they happened; those of one question always in
    /// their own.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such question.
    package func records(_ query: EventQuery) async throws(NodeError) -> [EventRecord] {
        let questions = try await questions(query.scope)
        if questions.isEmpty { try await checkThereIs(query.scope.parameter.id) }
        return try await apart { connection throws(NodeError) in
            try await connection.records(query, of: questions)
        }
    }

    private func records(
        _ query: EventQuery, of questions: [ListedQuestion]
    ) async throws(NodeError) -> [EventRecord] {
        var found: [(time: Timestamp, record: EventRecord)] = []
        for question in questions {
            var latest = Timestamp(microseconds: .min)
            for entry in try await entries(of: question) {
                // Clocks of two machines differ: no event is taken to be before one that it follows.
                latest = max(latest, entry.event?.time ?? entry.question.asked)
                guard query.kinds.contains(entry.event?.kind ?? .question) else { continue }
                found.append((latest, EventRecord(entry)))
            }
            if questions.count > 1, found.count / 2 > query.limit {
                found = Self.newest(query.limit, of: found)
            }
        }
        return Self.newest(query.limit, of: found).map(\.record)
    }

    private func checkThereIs(_ id: QuestionID) async throws(NodeError) {
        guard try await questions(.question(id)).isEmpty else { return }
        throw NodeError(.notFound, "there is no question \(id)")
    }

    private static func newest(
        _ limit: Int, of found: [(time: Timestamp, record: EventRecord)]
    ) -> [(time: Timestamp, record: EventRecord)] {
        // Equal times keep their order, which sorting alone does not promise.
        found.enumerated()
            .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element).suffix(limit)
    }
}
