import Handlers
import Testing
import Topics

/// What the link of a parent does with the events that it follows.
struct FollowingLinkTests {
    private let node = LinkDriver(events: Window(messages: 4, bytes: 100))
    private let question = QuestionID(high: 0, low: 7)

    init() {
        node.connect()
    }

    @Test func `events come in order and once, whatever is repeated`() {
        _ = node.submit(.ask(7))
        #expect(node.hear(.event(7, 1)) == ["event 7 #1"])
        #expect(node.hear(.event(7, 1)) == ["CREDIT 2 4"])
        #expect(node.hear(.event(7, 2, .result)) == ["event 7 #2"])
        #expect(node.hear(.event(7, 2, .result)) == ["CREDIT 2 4"])
    }

    @Test func `a gap is asked for once`() {
        _ = node.submit(.ask(7))
        #expect(node.hear(.event(7, 2)) == ["FOLLOW 7 from 1"])
        #expect(node.hear(.event(7, 3)) == ["CREDIT 2 4"])
        #expect(node.hear(.event(7, 1)) == ["event 7 #1"])
        #expect(node.hear(.event(7, 3)) == ["CREDIT 2 4", "FOLLOW 7 from 2"])
    }

    @Test(arguments: [
        (0, 2, ["event 7 #1"], ["CREDIT 2 0", "event 7 #2"]),
        (60, 1, ["CREDIT 1 60", "event 7 #1"], ["CREDIT 1 60", "event 7 #2"]),
    ])
    func `credit is given back when half a window is used up`(
        _ bytes: Int, _ messages: Int, _ first: [String], _ second: [String]
    ) {
        _ = node.submit(.ask(7))
        let payload = String(repeating: "x", count: bytes)
        #expect(node.hear(.event(7, 1, payload: payload)) == first)
        #expect(node.hear(.event(7, 2, payload: payload)) == second)
    }

    @Test func `the question comes before the events when it is followed from 0`() {
        #expect(node.submit(.follow(7, from: 0)) == ["FOLLOW 1 7 from 0"])
        #expect(node.hear(.question(7, attempt: 0)) == ["followed 7"])
        #expect(node.hear(.event(7, 1)) == ["CREDIT 2 4", "event 7 #1"])
        // The confirmation was lost: everything comes once more, and uses up credit once more.
        #expect(node.connect() == ["HELLO", "welcomed", "FOLLOW 1 7 from 0"])
        #expect(node.hear(.question(7, attempt: 0)) == [])
        #expect(node.hear(.event(7, 1)) == ["CREDIT 2 4"])
    }

    @Test func `a paused question is followed again from the first event missed`() {
        _ = node.submit(.ask(7))
        _ = node.hear(.confirm([Confirmation(correlation: 1, number: 0)]))
        _ = node.hear(.event(7, 1))
        #expect(node.perform { $0.pause(question, at: $1, into: &$2) } == ["UNFOLLOW"])
        #expect(node.perform { $0.pause(question, at: $1, into: &$2) } == [])
        #expect(node.hear(.event(7, 2)) == ["CREDIT 2 4"])
        #expect(node.connect() == ["HELLO", "welcomed"])
        #expect(node.submit(.follow(7, from: 2)) == ["FOLLOW 2 7 from 2"])
        #expect(node.hear(.event(7, 2)) == ["event 7 #2"])
    }

    @Test func `a question that is refused or not followed any more has no events`() {
        _ = node.submit(.ask(7))
        #expect(node.hear(.error(Refusal(.nobodyServes, "no")), 1) == ["refused 1 nobody-serves"])
        #expect(node.hear(.event(7, 1)) == [])
        _ = node.submit(.follow(7, from: 1))
        _ = node.submit(.unfollow(question))
        #expect(node.hear(.event(7, 1)) == ["CREDIT 2 4"])
        #expect(
            node.connect() == ["HELLO", "welcomed", "FOLLOW 2 7 from 1", "UNFOLLOW 3"])
    }
}
