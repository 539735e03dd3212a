import Handlers
import Testing
import Topics

struct StudyTests {
    @Test func `what a study finds is the reply`() throws {
        let study = Study { () throws(RequestRefusal) -> JSONValue in ["same": true] }
        #expect(study.compute() == Reply(code: "ok", payload: Payload(#"{"same":true}"#)))
    }

    @Test func `a study may find that the request is to be refused`() throws {
        let study = Study { () throws(RequestRefusal) -> JSONValue in
            throw RequestRefusal(.conflict, "no-data", "nothing was measured")
        }
        let reply = study.compute()
        #expect(reply.code == "conflict")
        #expect(try JSONValue(parsing: reply.payload.bytes)["rule"] == "no-data")
    }

    @Test func `one study too many is refused as a limit that is reached`() throws {
        let reply = Study.refusal.reply
        #expect(reply.code == ErrorCode.limitReached.rawValue)
        #expect(try JSONValue(parsing: reply.payload.bytes)["code"] == 429)
    }
}
