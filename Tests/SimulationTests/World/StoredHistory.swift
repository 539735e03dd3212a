@testable import Handlers
import Store
import Topics

/// What a backbone's file says has happened.
struct StoredHistory {
    private let file: Connection
    private let questions: QuestionStore
    private let countOwed: Statement

    /// The history in a file.
    init(_ file: Connection) throws {
        self.file = file
        questions = try QuestionStore(file)
        countOwed = try file.prepare("SELECT count(*) FROM owed")
    }

    /// The events of a question in their order; nil when the question is not there.
    func events(of id: QuestionID) throws -> [Event]? {
        guard let found = try questions.find(id) else { return nil }
        return try questions.events(of: found.number, id, from: 0, limit: .max)
    }

    /// The payloads of all messages of a topic, by their identifiers.
    func payloads(of topic: String) throws -> [MessageID: Payload] {
        let read = try file.prepare(
            """
            SELECT id, payload FROM message WHERE topic = (SELECT number FROM topic WHERE name = ?)
            """)
        try read.bind(topic, at: 1)
        let rows = try read.rows { row throws(StoreError) in
            (MessageID(UInt64(row.integer(at: 0))), Payload(row.bytes(at: 1)))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The messages of the dead letter topic: from which subscription, and their payloads.
    func deadLetters() throws -> [(source: String, payload: Payload)] {
        let read = try file.prepare(
            """
            SELECT attributes, payload FROM message
                WHERE topic = (SELECT number FROM topic WHERE name = 'dead')
            """)
        return try read.rows { row throws(StoreError) in
            let attributes = try StoredValue.attributes(row.bytes(at: 0))
            let source = attributes["CloudPubSubDeadLetterSourceSubscription"] ?? ""
            return (source, Payload(row.bytes(at: 1)))
        }
    }

    /// How many messages are still owed to subscriptions.
    func owedCount() throws -> Int {
        try countOwed.firstRow { Int($0.integer(at: 0)) } ?? 0
    }

    /// How many questions have no end.
    func openCount() throws -> Int {
        try questions.openQuestions().count
    }
}
