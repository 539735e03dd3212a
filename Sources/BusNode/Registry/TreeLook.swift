import Handlers

/// What the registry asks the backbone about trees of questions.
enum TreeLook {
    /// How far a tree of questions is.
    enum State: Sendable {
        /// A question of it is not answered yet.
        case open
        /// All of its questions have their ends.
        case ended
        /// The backbone knows no question of it.
        case unknown
    }

    /// Most questions of a tree that are looked at, the oldest first, the root among them.
    private static let questionLimit = 1_000

    /// The question at the root of a tree; nil when the backbone does not know it.
    static func root(
        _ question: QuestionID, over connection: NodeConnection
    ) async -> RootQuestion? {
        let rows = try? await rows("question", question, over: connection)
        guard let row = rows?.first, let text = row["recipient"]?.string,
            let recipient = try? ServiceRevision(text)
        else { return nil }
        return RootQuestion(recipient: recipient, askedAs: row["asked_as"]?.string)
    }

    /// How far a tree is; open when the backbone does not say.
    static func state(_ question: QuestionID, over connection: NodeConnection) async -> State {
        guard let rows = try? await rows("originator_question", question, over: connection) else {
            return .open
        }
        guard !rows.isEmpty else { return .unknown }
        return rows.allSatisfy { $0["ended"]?.bool == true } ? .ended : .open
    }

    private static func rows(
        _ relation: String, _ question: QuestionID, over connection: NodeConnection
    ) async throws(NodeError) -> [JSONValue] {
        let parameters: JSONObject = [
            relation: .string(question.description), "limit": JSONValue(questionLimit),
        ]
        let reply = try await connection.request(
            Request(
                address: Backbone.ownAddress, method: "questions.list",
                payload: Payload(JSONValue.object(parameters).bytes())))
        let json = try? JSONValue(parsing: reply.payload.bytes)
        guard let rows = json?["questions"]?.array else {
            throw NodeError(.badValues, "the backbone listed no questions")
        }
        return rows
    }
}
