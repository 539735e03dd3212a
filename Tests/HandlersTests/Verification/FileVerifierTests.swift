import Store
import Testing
import Topics

@testable import Handlers

struct FileVerifierTests {
    private let bus: BackboneDriver

    /// A file with messages, owed and settled, and with questions, open and ended.
    init() throws {
        bus = try BackboneDriver()
        for peer in UInt64(1)...3 { try bus.join(peer) }
        try bus.makeTopic("weather")
        _ = try bus.turn(2, .subscribe(), 1)
        for number in UInt64(1)...4 { _ = try bus.turn(1, .publish("\(number)"), number) }
        _ = try bus.turn(2, .acknowledge(1), 5)
        _ = try bus.turn(3, .serve())
        for question in UInt64(7)...8 { _ = try bus.turn(1, .ask(question)) }
        _ = try bus.turn(3, .event(7, 1))
        _ = try bus.turn(3, .event(7, 2))
        _ = try bus.turn(3, .event(7, 3, .result))
    }

    private func problems(after sql: String) throws -> [String] {
        try bus.betweenTurns { file in
            try file.execute(sql)
            return try FileVerifier(file).verify().problems
        }
    }

    @Test func `a file as the backbone leaves it is sound, and counted`() throws {
        let report = try bus.betweenTurns { try FileVerifier($0).verify() }
        #expect(report.problems == [])
        #expect((report.topics, report.subscriptions, report.messages, report.owed) == (1, 1, 4, 3))
        #expect((report.questions, report.openQuestions, report.events) == (2, 1, 3))
        #expect(report.unchecked == 0)
    }

    @Test(arguments: [
        ("UPDATE message SET payload = x'00' WHERE id = 2", "message 2 is not what was written"),
        ("UPDATE message SET content_type = 'x' WHERE id = 2", "message 2 is not what was written"),
        ("UPDATE message SET published = 1 WHERE id = 2", "message 2 is not what was written"),
        ("DELETE FROM message WHERE id = 3", "something between them is missing"),
        ("DELETE FROM message WHERE id = 4", "sub is owed message 4, which is not there"),
        ("DELETE FROM subscription", "a subscription that is gone is owed message 2"),
        (
            "UPDATE run SET next_message = 3 - 65536",
            "message 3 has a number that is to be given yet"
        ),
        ("UPDATE question SET payload = x'00' WHERE number = 1", "question 1 is not what was"),
        ("UPDATE event SET payload = x'00' WHERE key & 3 = 2", "is not what was written"),
        ("DELETE FROM event WHERE key & 3 = 2", "has event 3 where 2 belongs"),
        ("DELETE FROM event WHERE key & 3 = 3", "is closed without an end"),
        ("INSERT INTO open_question VALUES (1, 1, NULL)", "is open and has an end"),
        ("DELETE FROM question WHERE number = 1", "3 events are of questions that are not there"),
        ("UPDATE topic SET name = '/'", "topics cannot be read"),
    ])
    func `what is wrong is found`(_ sql: String, _ problem: String) throws {
        let found = try problems(after: sql)
        #expect(found.contains { $0.contains(problem) }, "\(found)")
    }

    @Test func `rows of the first version have no checksum, which is counted and not wrong`() throws
    {
        #expect(try problems(after: "UPDATE message SET checksum = NULL") == [])
    }

    @Test func `a wrong payload is never delivered: the backbone stops`() throws {
        try bus.betweenTurns { try $0.execute("UPDATE message SET payload = x'00' WHERE id = 3") }
        try bus.crash()
        try bus.join(2)
        #expect(throws: StoreError.self) { try bus.turn(2, .subscribe()) }
    }
}
