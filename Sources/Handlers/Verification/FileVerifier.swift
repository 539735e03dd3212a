package import Store
package import Topics

/// Checks everything that a backbone's file promises: SQLite's own structure, the checksum of each row, that
/// no message of a topic and no event of a question is missing in the middle, that each question has at most
/// one end, and that nobody is owed what is not there.
package final class FileVerifier {
    private let file: Connection
    private let messages: MessageStore
    private let questions: QuestionStore
    private let names = TopicNames()
    private var report = FileReport()

    /// A check of a file that no backbone has open.
    ///
    /// - Throws: `StoreError` when the file is not a backbone's, or is of another version.
    package init(_ file: Connection) throws(StoreError) {
        self.file = file
        try Migrator.backbone.checkCurrent(file)
        messages = try MessageStore(file, topics: names)
        questions = try QuestionStore(file)
    }

    /// Checks the file, all of it.
    package func verify() -> FileReport {
        check("the structure", checkStructure)
        check("topics", checkTopics)
        check("messages", checkMessages)
        check("what is owed", checkOwed)
        check("questions", checkQuestions)
        return report
    }

    /// Does one check; an error that stops it is a problem like others.
    private func check(_ what: String, _ body: () throws(StoreError) -> Void) {
        do {
            try body()
        } catch {
            report.add("\(what) cannot be read: \(error)")
        }
    }

    private func checkStructure() throws(StoreError) {
        let integrity = try file.prepare("PRAGMA integrity_check")
        for line in try integrity.rows({ $0.text(at: 0) }) where line != "ok" {
            report.add("SQLite says: \(line)")
        }
        let references = try file.prepare("PRAGMA foreign_key_check")
        for table in try references.rows({ $0.text(at: 0) }) {
            report.add("a row of the table \(table) refers to one that is not there")
        }
    }

    private func checkTopics() throws(StoreError) {
        let resources = try ResourceStore(file, topics: names)
        var numbered: [Int64: TopicState] = [:]
        for topic in try resources.topics() { numbered[topic.number] = topic }
        report.topics = numbered.count
        report.subscriptions = try resources.subscriptions(of: numbered).count
        _ = try resources.snapshots(of: numbered)
    }

    private func checkMessages() throws(StoreError) {
        let read = try file.prepare(
            "SELECT id, topic, previous, checksum IS NULL FROM message ORDER BY topic, id")
        // What the row says may be behind, but by no more than the next run leaps over.
        let next = try (file.firstInteger("SELECT next_message FROM run") ?? 0) + RunRecord.leap
        var last: (topic: Int64, id: Int64)?
        while try read.step() {
            let (id, topic) = (read.integer(at: 0), read.integer(at: 1))
            report.messages += 1
            report.unchecked += Int(read.integer(at: 3))
            if let last, last.topic == topic, read.integer(at: 2) != last.id {
                report.add(
                    "message \(id) follows \(read.integer(at: 2)), and the one before it in its "
                        + "topic is \(last.id): something between them is missing")
            }
            if id >= next { report.add("message \(id) has a number that is to be given yet") }
            last = (topic, id)
            do {
                _ = try messages.message(MessageID(stored: id))
            } catch {
                report.add(error.message)
            }
        }
    }

    private func checkOwed() throws(StoreError) {
        report.owed = Int(try file.firstInteger("SELECT count(*) FROM owed") ?? 0)
        let lost = try file.prepare(
            """
            SELECT name, owed.message FROM owed LEFT JOIN message ON message.id = owed.message
                LEFT JOIN subscription ON subscription.number = owed.subscription
                WHERE message.id IS NULL OR subscription.number IS NULL
                    OR message.topic <> subscription.topic
            """)
        while try lost.step() {
            let name = lost.isNull(at: 0) ? "a subscription that is gone" : lost.text(at: 0)
            report.add(
                "\(name) is owed message \(lost.integer(at: 1)), which is not there, or of another "
                    + "topic")
        }
    }

    private func checkQuestions() throws(StoreError) {
        let read = try file.prepare(
            """
            SELECT number, id, open_question.number IS NOT NULL, checksum IS NULL FROM question
                LEFT JOIN open_question USING (number) ORDER BY number
            """)
        while try read.step() {
            let number = read.integer(at: 0)
            let isOpen = read.integer(at: 2) == 1
            report.questions += 1
            report.openQuestions += isOpen ? 1 : 0
            report.unchecked += Int(read.integer(at: 3))
            do {
                let id: QuestionID = try StoredValue.id(read.bytes(at: 1))
                _ = try questions.question(number)
                try checkEvents(of: number, id, isOpen: isOpen)
            } catch {
                report.add(error.message)
            }
        }
        let stray = try file.firstInteger(
            "SELECT count(*) FROM event WHERE key >> 20 NOT IN (SELECT number FROM question)")
        if let stray, stray > 0 {
            report.add("\(stray) events are of questions that are not there")
        }
    }

    private func checkEvents(
        of number: Int64, _ id: QuestionID, isOpen: Bool
    ) throws(StoreError) {
        var next: UInt32 = 1
        var last: EventKind?
        while true {
            let events = try questions.events(of: number, id, from: next, limit: 1_000)
            for event in events {
                report.events += 1
                if event.number != next {
                    report.add("question \(id) has event \(event.number) where \(next) belongs")
                }
                if last?.isEnd == true { report.add("question \(id) goes on after its end") }
                last = event.kind
                next = event.number + 1
            }
            if events.isEmpty { break }
        }
        if isOpen == (last?.isEnd ?? false) {
            report.add(
                "question \(id) is \(isOpen ? "open and has an end" : "closed without an end")")
        }
    }
}
