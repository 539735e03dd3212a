import BusNode
import Testing

@testable import BusNodeCommand

@Suite struct `The market for people` {
    @Test func `tells how far a session is`() throws {
        let open = try session(#""state": "open", "gate_closure": "2026-11-21T10:00:00Z""#)
        #expect(
            MarketText.head(of: open) == [
                "session 7 takes bids until 2026-11-21 10:00:00 UTC",
                "price          5,500,000 for each 1 % of gain",
            ])
        let manual = try session(#""state": "open", "gate_closure": null"#)
        #expect(MarketText.head(of: manual)[0] == "session 7 takes bids until it is run")
        let failed = try session(#""state": "finished", "failure": "too many", "next_price": 1e6"#)
        #expect(
            MarketText.head(of: failed) == [
                "session 7 is finished: nothing could be computed, for too many",
                "price          5,500,000 for each 1 % of gain; 1,000,000 in the next one",
            ])
    }

    @Test func `shows what sessions brought only when they are finished`() throws {
        let sums = SessionSums(
            try JSONValue(
                parsing: """
                    [{"session": 7, "user": "a", "deposit": 9, "payment": 1000, "revenue": 0},
                     {"session": 7, "user": "b", "deposit": 0, "payment": 0, "revenue": 950}]
                    """
            ).decode(as: [Market.SessionBalance].self))
        let sessions = [try session(#""state": "finished""#), try session(#""state": "running""#)]
        #expect(
            MarketCommand.table(sessions, sums).lines(for: Terminal(isTerminal: false)) == [
                "SESSION  STATE         PRICE  PAYMENTS  REVENUES  GATE CLOSURE",
                "      7  finished  5,500,000     1,000       950  -",
                "      7  running   5,500,000         -         -  -",
            ])
    }

    @Test func `tells events as lines`() throws {
        let line = try event(
            """
            {"event": "bid-result", "number": 12, "at": "2026-11-21T08:15:30Z", "session": 3,
             "bid": "b-1", "gain_percent": 5.38336, "payment": 8372833, "failure": null}
            """)
        #expect(
            line == "08:15:30  bid-result            session 3, bid b-1, gain percent 5.38, "
                + "payment 8,372,833")
        let opened = try event(
            """
            {"event": "session-opened", "number": 1, "at": "2026-11-21T08:15:30Z", "session": 3,
             "gate_closure": "2026-11-21T09:00:00.000000+00:00"}
            """)
        #expect(opened.hasSuffix("session 3, gate closure 09:00:00"))
    }

    @Test func `cannot be made to change a terminal`() throws {
        let line = try event(
            """
            {"event": "bid-rejected", "number": 12, "at": "2026-11-21T08:15:30Z",
             "reason": "\\u001b[2J"}
            """)
        #expect(line.hasSuffix("reason \u{241B}[2J"))
    }

    @Test func `shows what a balance came to be from`() throws {
        let balance = try JSONValue(
            parsing: """
                {"user": "a", "balance": 40000000, "locked": 0, "payable": 40000000,
                 "deposited": 40000000, "payments": 6120598, "revenues": 0, "paid_out": 7,
                 "on_the_way": 0, "refunded": 0}
                """
        ).decode(as: Market.Balance.self)
        let lines = MarketText.lines(of: balance)
        #expect(lines[0] == "balance        40,000,000")
        #expect(lines[4] == "payments       -6,120,598")
        #expect(lines[6] == "paid out               -7")
    }

    private func session(_ members: String) throws -> Market.Session {
        try JSONValue(
            parsing: #"{"session": 7, "mode": "sound", "price": 5.5e6, \#(members)}"#
        ).decode()
    }

    private func event(_ text: String) throws -> String {
        let message = Message(
            id: MessageID(1), published: Timestamp(microseconds: 0),
            topic: try TopicName("busnode.market"), payload: Payload(text))
        return MarketCommand.line(of: try #require(Market.Event(message)))
    }
}
