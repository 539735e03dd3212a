import Topics
import Twined

/// Holds what a child is asked, and what it answers, against its twine.
struct TwinedAnswering: Sendable {
    let twine: Twine

    /// Checks a question before it is answered.
    ///
    /// - Throws: `RemoteException` with all that is wrong.
    func check(_ question: IncomingQuestion) throws {
        let body = try Self.json(question.body.payload, "the question")
        if let exception = twine.violations(ofQuestion: body).exception { throw exception }
    }

    /// Checks the body of a result before it leaves.
    ///
    /// - Throws: `RemoteException` with all that is wrong.
    func check(result: Payload) throws {
        let body = try Self.json(result, "the result")
        if let exception = twine.violations(ofResult: body).exception { throw exception }
    }

    /// Checks the body of a monitor message before it leaves.
    ///
    /// - Throws: `NodeError` with code `badValues` and all that is wrong.
    func check(monitorMessage: Payload) throws(NodeError) {
        let data = (try? JSONValue(parsing: monitorMessage.bytes))?["data"] ?? .null
        let found = twine.monitorViolations(data)
        guard found.isEmpty else {
            throw NodeError(.badValues, "the monitor message does not fit: \(found.lines)")
        }
    }

    private static func json(_ payload: Payload, _ what: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: payload.bytes)
        } catch {
            throw RemoteException(
                type: "InvalidValuesJson", message: "\(what) is not JSON: \(error)")
        }
    }
}
