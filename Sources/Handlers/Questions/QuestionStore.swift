import Store
import Topics

/// The questions and events of a backbone's file: what was asked is never changed, only added to.
///
/// Every method works within the transaction of the turn; nothing is safe before its commit.
final class QuestionStore {
    /// How many bits of an event's key are its number within the question.
    static let eventBits: UInt32 = 20

    private let connection: Connection
    private let addQuestion: Statement
    private let addOpen: Statement
    private let setLease: Statement
    private let removeOpen: Statement
    private let addEvent: Statement
    private let readEvents: Statement
    private let readLastEvent: Statement
    private let readQuestion: Statement
    private let findQuestion: Statement

    /// The store of this file, whose migrations have been applied.
    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        addQuestion = try connection.prepare(
            """
            INSERT INTO question (id, recipient, parent, originator, accepted, envelope, checksum,
                payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        addOpen = try connection.prepare("INSERT INTO open_question VALUES (?, ?, ?)")
        setLease = try connection.prepare(
            "UPDATE open_question SET attempt = ?, session = ? WHERE number = ?")
        removeOpen = try connection.prepare("DELETE FROM open_question WHERE number = ?")
        addEvent = try connection.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        readEvents = try connection.prepare(
            "SELECT * FROM event WHERE key >= ? AND key < ? ORDER BY key LIMIT ?")
        readLastEvent = try connection.prepare("SELECT max(key) FROM event WHERE key < ?")
        readQuestion = try connection.prepare(
            "SELECT envelope, payload, checksum FROM question WHERE number = ?")
        findQuestion = try connection.prepare(
            "SELECT number, recipient FROM question WHERE id = ?")
    }

    /// Where a question stands.
    struct Found {
        /// Its number in the store.
        let number: Int64
        /// Whom it was asked of.
        let recipient: ServiceRevision
    }

    /// A question that has no end, as a restart finds it.
    struct Open {
        let number: Int64
        let question: Question
        let bytes: Int
        let accepted: Timestamp
        let attempt: UInt32
        let session: SessionID?
        var lastEvent: UInt32 = 0
        var lastOfAttempt: UInt32 = 0
    }

    /// Adds a question, which is to be listed unless it has its end in the same turn.
    ///
    /// - Returns: its number, which is larger than that of any question before it.
    func add(
        _ question: Question, _ payload: Payload, at now: Timestamp
    ) throws(StoreError) -> Int64 {
        try addQuestion.bind(question.id, at: 1)
        try addQuestion.bind(question.recipient.description, at: 2)
        try addQuestion.bind(question.parentQuestion, at: 3)
        let isOriginator = question.originatorQuestion == question.id
        try addQuestion.bind(
            isOriginator ? nil : question.originatorQuestion, at: 4)
        try addQuestion.bind(now.microseconds, at: 5)
        let envelope = question.encoded
        try addQuestion.bind(envelope, at: 6)
        try addQuestion.bind(Int64(Self.checksum(envelope, payload)), at: 7)
        let isLarge = try addQuestion.bind(roomFor: payload, at: 8)
        try addQuestion.run()
        let number = connection.lastInsertedRow
        if isLarge { try connection.fill("payload", of: "question", row: number, with: payload) }
        return number
    }

    /// Lists a question among those without an end, with who has it.
    func list(
        _ number: Int64, _ attempt: UInt32, _ session: SessionID?
    ) throws(StoreError) {
        try addOpen.bind(number, at: 1)
        try addOpen.bind(Int64(attempt), at: 2)
        try addOpen.bind(session, at: 3)
        try addOpen.run()
    }

    /// Notes who has a question, if anybody has, and under which attempt he has it or had it last.
    func noteLease(
        of number: Int64, _ attempt: UInt32, _ session: SessionID?
    ) throws(StoreError) {
        try setLease.bind(Int64(attempt), at: 1)
        try setLease.bind(session, at: 2)
        try setLease.bind(number, at: 3)
        try setLease.run()
    }

    /// Notes that a question has its end.
    func close(_ number: Int64) throws(StoreError) {
        try removeOpen.bind(number, at: 1)
        try removeOpen.run()
    }

    /// Adds an event to a question's stream.
    func append(
        _ event: Event, to number: Int64, numberOfAttempt: UInt32
    ) throws(StoreError) {
        try addEvent.bind(Self.key(number, event.number), at: 1)
        try addEvent.bind(Int64(event.attempt), at: 2)
        try addEvent.bind(Int64(numberOfAttempt), at: 3)
        try addEvent.bind(Int64(event.kind.rawValue), at: 4)
        try addEvent.bind(event.id, at: 5)
        try addEvent.bind(event.time.microseconds, at: 6)
        try addEvent.bind(event.softwareVersion, at: 7)
        try addEvent.bind(event.contentType, at: 8)
        try addEvent.bind(Int64(Self.checksum(event)), at: 9)
        let isLarge = try addEvent.bind(roomFor: event.payload, at: 10)
        try addEvent.run()
        guard isLarge else { return }
        let key = Self.key(number, event.number)
        try connection.fill("payload", of: "event", row: key, with: event.payload)
    }

    /// Events of a question in their order: no more once they have 16 MB together.
    func events(
        of number: Int64, _ id: QuestionID, from: UInt32, limit: Int
    ) throws(StoreError) -> [Event] {
        try readEvents.bind(Self.key(number, from), at: 1)
        try readEvents.bind(Self.key(number + 1, 0), at: 2)
        try readEvents.bind(Int64(limit), at: 3)
        defer { readEvents.reset() }
        var events: [Event] = []
        var bytes = 0
        while bytes < MessageStore.fetchBytes, try readEvents.step() {
            let event = try Self.event(readEvents, of: id)
            bytes += event.payload.count
            events.append(event)
        }
        return events
    }

    /// The number of a question's newest event, 0 when it has none.
    func lastEvent(_ number: Int64) throws(StoreError) -> UInt32 {
        try readLastEvent.bind(Self.key(number + 1, 0), at: 1)
        defer { readLastEvent.reset() }
        guard try readLastEvent.step(), !readLastEvent.isNull(at: 0) else { return 0 }
        let key = readLastEvent.integer(at: 0)
        return key >> Int64(Self.eventBits) == number ? UInt32(key & Self.eventMask) : 0
    }

    /// A question and the values it is about.
    func question(_ number: Int64) throws(StoreError) -> (Question, Payload)? {
        try readQuestion.bind(number, at: 1)
        defer { readQuestion.reset() }
        guard try readQuestion.step() else { return nil }
        let envelope = readQuestion.bytes(at: 0)
        let payload = Payload(readQuestion.bytes(at: 1))
        guard
            readQuestion.isNull(at: 2)
                || readQuestion.integer(at: 2) == Int64(Self.checksum(envelope, payload))
        else {
            throw StoredValue.damaged(
                "question \(number) is not what was written: its checksum is wrong")
        }
        return (try StoredValue.question(envelope), payload)
    }

    /// Where the question with this identifier stands, if there is one.
    func find(_ id: QuestionID) throws(StoreError) -> Found? {
        try findQuestion.bind(id, at: 1)
        defer { findQuestion.reset() }
        guard try findQuestion.step() else { return nil }
        return Found(
            number: findQuestion.integer(at: 0),
            recipient: try StoredValue.read(
                "recipient", findQuestion.text(at: 1), ServiceRevision.init))
    }

    /// How a question is related to those that are looked for.
    enum Relation: String, CaseIterable {
        /// It is the one.
        case itself = "question"
        /// They were asked while it was answered.
        case parent = "parent_question"
        /// It is the root of their tree, and one of them.
        case originator = "originator_question"

        var condition: String {
            switch self {
            case .itself: "id = ?1"
            case .parent: "parent = ?1"
            case .originator: "id = ?1 OR originator = ?1"
            }
        }
    }

    /// Questions that are related to another, oldest first.
    ///
    /// - Parameter after: the question behind which they begin; nil to begin with the oldest.
    func questions(
        _ relation: Relation, _ id: QuestionID, after: QuestionID? = nil, limit: Int
    ) throws(StoreError) -> [(question: Question, lastEvent: UInt32)] {
        let read = try connection.prepare(
            "SELECT number, envelope FROM question WHERE (\(relation.condition)) "
                + "AND number > coalesce((SELECT number FROM question WHERE id = ?3), 0) "
                + "ORDER BY number LIMIT ?2")
        try read.bind(id, at: 1)
        try read.bind(Int64(limit), at: 2)
        try read.bind(after, at: 3)
        let found = try read.rows { row throws(StoreError) in
            (row.integer(at: 0), try StoredValue.question(row.bytes(at: 1)))
        }
        var questions: [(question: Question, lastEvent: UInt32)] = []
        for (number, question) in found {
            questions.append((question, try lastEvent(number)))
        }
        return questions
    }

    /// The questions that have no end, oldest first.
    func openQuestions() throws(StoreError) -> [Open] {
        let read = try connection.prepare(
            """
            SELECT number, envelope, length(payload), accepted, attempt, session
                FROM open_question JOIN question USING (number) ORDER BY number
            """)
        var questions: [Open] = []
        while try read.step() {
            questions.append(
                Open(
                    number: read.integer(at: 0),
                    question: try StoredValue.question(read.bytes(at: 1)),
                    bytes: Int(read.integer(at: 2)),
                    accepted: Timestamp(microseconds: read.integer(at: 3)),
                    attempt: UInt32(clamping: read.integer(at: 4)),
                    session: read.isNull(at: 5) ? nil : try StoredValue.id(read.bytes(at: 5))))
        }
        for position in questions.indices { try restoreNumbers(of: &questions[position]) }
        return questions
    }

    /// Notes that somebody serves a revision, so that a restart waits for him.
    func noteServed(_ revision: ServiceRevision) throws(StoreError) {
        let add = try connection.prepare("INSERT OR IGNORE INTO served VALUES (?)")
        try add.bind(revision.description, at: 1)
        try add.run()
    }

    /// Notes that nobody serves a revision any more.
    func noteNotServed(_ revision: ServiceRevision) throws(StoreError) {
        let remove = try connection.prepare("DELETE FROM served WHERE revision = ?")
        try remove.bind(revision.description, at: 1)
        try remove.run()
    }

    /// The revisions that somebody served when the last run ended.
    func servedRevisions() throws(StoreError) -> [ServiceRevision] {
        let read = try connection.prepare("SELECT revision FROM served")
        var revisions: [ServiceRevision] = []
        while try read.step() {
            revisions.append(
                try StoredValue.read("revision", read.text(at: 0), ServiceRevision.init))
        }
        return revisions
    }

    private func restoreNumbers(of open: inout Open) throws(StoreError) {
        open.lastEvent = try lastEvent(open.number)
        guard open.lastEvent > 0 else { return }
        try readEvents.bind(Self.key(open.number, open.lastEvent), at: 1)
        try readEvents.bind(Self.key(open.number + 1, 0), at: 2)
        try readEvents.bind(Int64(1), at: 3)
        defer { readEvents.reset() }
        guard try readEvents.step(), UInt32(clamping: readEvents.integer(at: 1)) == open.attempt
        else {
            return
        }
        open.lastOfAttempt = UInt32(clamping: readEvents.integer(at: 2))
    }

    private static let eventMask: Int64 = (1 << Int64(eventBits)) - 1

    private static func key(_ question: Int64, _ event: UInt32) -> Int64 {
        question << Int64(eventBits) + Int64(event)
    }

    private static func event(_ row: Statement, of id: QuestionID) throws(StoreError) -> Event {
        guard let kind = EventKind(rawValue: UInt8(truncatingIfNeeded: row.integer(at: 3))) else {
            throw StoredValue.damaged("an event of kind \(row.integer(at: 3))")
        }
        let event = Event(
            question: id, attempt: UInt32(clamping: row.integer(at: 1)),
            number: UInt32(row.integer(at: 0) & eventMask), kind: kind,
            id: try StoredValue.id(row.bytes(at: 4)),
            time: Timestamp(microseconds: row.integer(at: 5)),
            softwareVersion: row.text(at: 6), contentType: row.text(at: 7),
            payload: Payload(row.bytes(at: 9)))
        guard row.isNull(at: 8) || row.integer(at: 8) == Int64(checksum(event)) else {
            throw StoredValue.damaged(
                "event \(event.number) of question \(id) is not what was written: its checksum is wrong"
            )
        }
        return event
    }

    /// The checksum of a question's row: of what a receiver sees.
    private static func checksum(_ envelope: [UInt8], _ payload: Payload) -> UInt32 {
        var checksum = CRC32C()
        checksum.update(envelope)
        payload.withUnsafeBytes { checksum.update($0) }
        return checksum.value
    }

    /// The checksum of an event's row: of what a receiver sees, but for the question that it is of.
    private static func checksum(_ event: Event) -> UInt32 {
        var checksum = CRC32C()
        checksum.update(event.number)
        checksum.update(event.attempt)
        checksum.update(event.kind.rawValue)
        checksum.update(event.id.high)
        checksum.update(event.id.low)
        checksum.update(event.time.microseconds)
        checksum.update(event.softwareVersion.utf8)
        checksum.update(event.contentType.utf8)
        event.payload.withUnsafeBytes { checksum.update($0) }
        return checksum.value
    }
}
