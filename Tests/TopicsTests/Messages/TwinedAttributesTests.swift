import Testing
import Topics

struct TwinedAttributesTests {
    @Test func `a question of an originator has the attributes of Twined, and no more`() throws {
        let shown = TwinedAttributes(of: try question())
        #expect(
            shown.values.map { "\($0.name)=\($0.value)" } == [
                "uuid=00000000-0000-0000-0000-00000000000e",
                "datetime=2026-11-21T08:15:30.000125+00:00",
                "question_uuid=00000000-0000-0000-0000-000000000001",
                "originator_question_uuid=00000000-0000-0000-0000-000000000001",
                "parent=local/local:local", "originator=local/local:local", "retry_count=0",
                "sender=local/local:local", "sender_type=PARENT", "sender_sdk_version=0.1.0",
                "recipient=octue/wind-speed:1.9.4", "forward_logs=1",
                "save_diagnostics=SAVE_DIAGNOSTICS_ON_CRASH",
            ])
        #expect(shown["parent_question_uuid"] == nil)
        #expect(shown["cpus"] == nil)
    }

    @Test func `what a question asks for beyond the usual is shown, and the rest left out`() throws
    {
        var question = try question()
        question.parentQuestion = QuestionID(high: 0, low: 2)
        question.originatorQuestion = QuestionID(high: 0, low: 3)
        question.originator = try ServiceRevision("octue/root:1")
        question.forwardsLogs = false
        question.saveDiagnostics = .off
        question.retryCount = 4
        question.cpus = 2
        question.memory = "256Mi"
        question.ephemeralStorage = "1Gi"
        question.attributes = try Attributes(["project": "x", "area": "y"])
        let shown = TwinedAttributes(of: question)
        #expect(shown["parent_question_uuid"] == "00000000-0000-0000-0000-000000000002")
        #expect(shown["originator_question_uuid"] == "00000000-0000-0000-0000-000000000003")
        #expect(shown["originator"] == "octue/root:1")
        #expect(shown["retry_count"] == "4")
        #expect(shown["forward_logs"] == "0")
        #expect(shown["save_diagnostics"] == "SAVE_DIAGNOSTICS_OFF")
        #expect(
            shown.values.suffix(5).map { "\($0.name)=\($0.value)" } == [
                "cpus=2", "memory=256Mi", "ephemeral_storage=1Gi", "area=y", "project=x",
            ])
    }

    @Test func `an answer swaps sender and recipient and drops what only questions have`() throws {
        let question = try question()
        let event = Event(
            question: question.id, attempt: 1, number: 1, kind: .result,
            id: EventID(high: 0, low: 15), time: Timestamp(microseconds: 0),
            softwareVersion: "9.9.9", payload: .empty)
        let shown = TwinedAttributes(of: event, answering: question)
        #expect(
            shown.values.map { "\($0.name)=\($0.value)" } == [
                "uuid=00000000-0000-0000-0000-00000000000f",
                "datetime=1970-01-01T00:00:00.000000+00:00",
                "question_uuid=00000000-0000-0000-0000-000000000001",
                "originator_question_uuid=00000000-0000-0000-0000-000000000001",
                "parent=local/local:local", "originator=local/local:local", "retry_count=0",
                "sender=octue/wind-speed:1.9.4", "sender_type=CHILD", "sender_sdk_version=9.9.9",
                "recipient=local/local:local",
            ])
    }

    private func question() throws -> Question {
        Question(
            id: QuestionID(high: 0, low: 1), event: EventID(high: 0, low: 14),
            asked: Timestamp(microseconds: 1_795_248_930_000_125), parent: .local,
            recipient: try ServiceRevision("octue/wind-speed:1.9.4"), softwareVersion: "0.1.0")
    }
}
