import Testing
import Topics

@testable import Handlers

struct RequestTests {
    private let driver: BackboneDialogue
    private let request = Command.request(
        Request(address: "registry", method: "list", payload: Payload("{}")))

    init() throws {
        driver = try BackboneDialogue()
        try driver.open(1, 2, 3)
    }

    private func passedOn(to peer: UInt64) -> UInt64? {
        for case .send(.request, let correlation, PeerID(peer)) in driver.atOnce {
            return correlation
        }
        return nil
    }

    @Test func `a request is passed on with the asker's name, and its reply passed back`() throws {
        try driver.send(.offer("registry"), from: 2)
        try driver.send(request, 40, from: 1)
        guard case .request(let passed)? = driver.sent(to: 2).first else {
            Issue.record("nothing was passed on")
            return
        }
        #expect(passed.sender == "node 1")
        let correlation = try #require(passedOn(to: 2))
        let reply = Reply(code: "ok", payload: Payload("[]"))
        try driver.send(.reply(reply), correlation, from: 2)
        #expect(driver.atOnce == [.send(.reply(reply), correlation: 40, to: PeerID(1))])
    }

    @Test func `nobody at the address is said at once`() throws {
        #expect(
            try driver.send(request, 1, from: 1)
                == [
                    .error(Refusal(.nobodyServes, "no node answers requests to \"registry\""))
                ])
    }

    @Test func `an answerer that goes, or says nothing, is told to the asker`() throws {
        try driver.send(.offer("registry"), from: 2)
        try driver.send(request, 1, from: 1)
        try driver.send(.bye, from: 2)
        #expect(
            driver.sent(to: 1)
                == [.error(Refusal(.peerLost, "the node that was to reply is gone"))])
        try driver.send(.offer("registry"), from: 3)
        try driver.send(request, 2, from: 1)
        for _ in 1...4 {
            try driver.pass(7_500)
            if driver.sent(to: 1).isEmpty {
                for peer in [1, 3] as [UInt64] { try driver.send(.ping, from: peer) }
            }
        }
        #expect(
            driver.sent(to: 1)
                == [.error(Refusal(.peerLost, "no reply came within 30000 ms"))])
    }

    @Test func `a reply of somebody else counts for nothing`() throws {
        try driver.send(.offer("registry"), from: 2)
        try driver.send(request, 1, from: 1)
        let correlation = try #require(passedOn(to: 2))
        try driver.send(.reply(Reply(code: "ok", payload: .empty)), correlation, from: 3)
        #expect(driver.sent(to: 1) == [])
    }

    @Test(arguments: [
        ("topics.create", #"{"topic":"ab"}"#, "malformed"),
        ("topics.create", "[]", "malformed"),
        ("topics.create", "{", "malformed"),
        ("topics.delete", #"{"topic":"missing"}"#, "not-found"),
        ("questions.list", "{}", "malformed"),
        ("questions.list", #"{"question":"nonsense"}"#, "malformed"),
        ("no.such", "{}", "unsupported"),
    ])
    func `a bad request to the backbone is refused with a code`(
        method: String, parameters: String, code: String
    ) throws {
        let answer = try driver.send(
            .request(
                Request(address: "backbone", method: method, payload: Payload(parameters))), 1,
            from: 1)
        guard case .error(let refusal)? = answer.first else {
            Issue.record("\(answer) is no refusal")
            return
        }
        #expect(refusal.code.rawValue == code)
    }
}
