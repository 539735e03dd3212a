import Handlers
import Testing
import Topics

/// What the link of a child does.
struct AnsweringLinkTests {
    private let node = LinkDriver()

    init() {
        node.connect()
        _ = node.submit(.serve())
        _ = node.hear(.confirm([Confirmation(correlation: 1, number: 0)]))
    }

    @Test func `events are numbered, kept until they are confirmed, and sent again in order`() {
        #expect(node.hear(.question(7)) == ["answer 7, attempt 1"])
        #expect(node.emit(.monitorMessage, of: 7) == ["EVENT 7 #1 monitor_message"])
        #expect(node.emit(.logRecord, of: 7) == ["EVENT 7 #2 log_record"])
        #expect(
            node.hear(.confirm([Confirmation(correlation: 2, number: 1)])) == ["confirmed 2=1"])
        #expect(
            node.connect() == [
                "HELLO", "welcomed", "SERVE 1.0.0", "EVENT 7 #2 log_record",
            ])
        #expect(node.hear(.question(7)) == [])
        #expect(node.emit(.result, of: 7) == ["EVENT 7 #3 result"])
        #expect(node.emit(.logRecord, of: 7) == ["not this node's"])
    }

    @Test func `an answer that is on its way is not begun again`() {
        _ = node.hear(.question(7))
        _ = node.emit(.result, of: 7)
        #expect(node.hear(.question(7)) == [])
        #expect(node.hear(.confirm([Confirmation(correlation: 2, number: 1)])) == ["confirmed 2=1"])
        // A later attempt is another matter.
        #expect(node.hear(.question(7, attempt: 2)) == ["answer 7, attempt 2"])
    }

    @Test func `a later attempt takes the place of an earlier one`() {
        _ = node.hear(.question(7))
        #expect(node.hear(.question(7, attempt: 3)) == ["abandon 7", "answer 7, attempt 3"])
        #expect(node.hear(.question(7, attempt: 2)) == [])
        #expect(node.emit(.logRecord, of: 7, attempt: 1) == ["not this node's"])
        #expect(node.emit(.logRecord, of: 7, attempt: 3) == ["EVENT 7 #1 log_record"])
    }

    @Test(arguments: [ErrorCode.staleAttempt, .questionEnded, .notFound])
    func `an attempt whose event is refused is abandoned with all its events`(_ code: ErrorCode) {
        _ = node.hear(.question(7))
        _ = node.emit(.logRecord, of: 7)
        _ = node.emit(.logRecord, of: 7)
        #expect(
            node.hear(.error(Refusal(code, "no")), 2) == [
                "refused 3 \(code)", "abandon 7", "refused 2 \(code)",
            ])
        #expect(node.hear(.error(Refusal(code, "no")), 3) == [])
        #expect(node.emit(.result, of: 7) == ["not this node's"])
        #expect(node.link.pendingCount == 0)
    }

    @Test func `the refusal of an earlier attempt leaves the one alone that came after it`() {
        _ = node.hear(.question(7))
        _ = node.emit(.logRecord, of: 7)
        _ = node.hear(.question(7, attempt: 2))
        #expect(node.emit(.logRecord, of: 7, attempt: 2) == ["EVENT 7 #1 log_record"])
        #expect(
            node.hear(.error(Refusal(.staleAttempt, "no")), 2) == ["refused 2 stale-attempt"])
        #expect(node.emit(.result, of: 7, attempt: 2) == ["EVENT 7 #2 result"])
        #expect(node.link.pendingCount == 2)
    }

    @Test func `CANCEL ends an attempt and drops what is not confirmed`() {
        _ = node.hear(.question(7))
        _ = node.emit(.logRecord, of: 7)
        #expect(node.hear(.cancel(7, attempt: 2)) == [])
        #expect(node.hear(.cancel(7, attempt: 1)) == ["refused 2 question-ended", "abandon 7"])
        #expect(node.hear(.cancel(7, attempt: 1)) == [])
        #expect(node.link.runningCount == 0)
    }

    @Test func `a heartbeat goes out after a third of the lease without an event`() {
        _ = node.hear(.question(7))
        #expect(node.wait(9_999).contains("EVENT 7 #1 heartbeat") == false)
        #expect(node.wait(0) == [])
        _ = node.hear(.pong)
        #expect(node.wait(1) == ["EVENT 7 #1 heartbeat"])
        _ = node.hear(.pong)
        #expect(node.wait(2_000) == ["PING"])
        #expect(node.emit(.logRecord, of: 7) == ["EVENT 7 #2 log_record"])
        _ = node.hear(.pong)
        #expect(node.wait(9_000) == ["PING"])
        _ = node.hear(.pong)
        #expect(node.wait(1_000) == ["EVENT 7 #3 heartbeat"])
    }

    @Test func `a question that is being released is not taken up again by a repetition`() {
        _ = node.hear(.question(7))
        #expect(node.submit(.release(7)) == ["RELEASE 2"])
        #expect(node.connect() == ["HELLO", "welcomed", "SERVE 1.0.0", "RELEASE 2"])
        // The backbone answered SERVE before it saw RELEASE.
        #expect(node.hear(.question(7)) == [])
        #expect(node.hear(.confirm([Confirmation(correlation: 2, number: 0)])) == ["confirmed 2=0"])
        #expect(node.hear(.question(7, attempt: 2)) == ["answer 7, attempt 2"])
    }
}

extension Command {
    /// A QUESTION as the backbone gives it to a child.
    static func question(_ id: UInt64, attempt: UInt32 = 1, payload: String = "{}") -> Command {
        guard case .ask(let question, let payload) = ask(id, payload: payload) else {
            preconditionFailure("ASK is no ASK")
        }
        return .question(
            QuestionDelivery(
                attempt: attempt, leaseMilliseconds: 30_000, question: question, payload: payload))
    }
}
