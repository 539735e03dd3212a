import Handlers
import Store
import Topics

/// Asks a market in memory as a user of the bus would.
final class MarketCaller {
    let store: MarketStore
    let handler: MarketHandler
    var now: Timestamp

    init(_ settings: MarketSettings = MarketSettings()) throws {
        store = try MarketStore(Connection(path: ":memory:"))
        handler = MarketHandler(store, settings: settings)
        now = try Timestamp("2026-11-21T08:00:00Z")
    }

    /// What is replied to a request, with its code; what is to be computed first is computed.
    func reply(_ method: String, _ fields: JSONValue) throws -> (code: String, body: JSONValue) {
        let request = Request(
            address: "market", method: method, payload: Payload(fields.bytes()))
        let (reply, directives) = try handler.handle(.request(request), at: now)
        let studied = directives.compactMap { directive -> Reply? in
            guard case .study(_, let study) = directive else { return nil }
            return study.compute()
        }
        guard let reply = reply ?? studied.first else { throw Silence() }
        return (reply.code, try JSONValue(parsing: reply.payload.bytes))
    }

    /// What is replied, whether it is a refusal or not.
    func ask(_ method: String, _ fields: JSONValue) throws -> JSONValue {
        try reply(method, fields).body
    }

    /// What is replied to a request that is carried out.
    @discardableResult
    func done(_ method: String, _ fields: JSONValue) throws -> JSONValue {
        let reply = try reply(method, fields)
        guard reply.code == "ok" else { throw Refused(body: reply.body) }
        return reply.body
    }

    /// Code and rule of a refusal, such as `409 user-exists`; `ok` where there is none.
    func refusal(_ method: String, _ fields: JSONValue) throws -> String {
        let reply = try reply(method, fields)
        guard reply.code != "ok" else { return "ok" }
        return "\(reply.body["code"] ?? "") \(reply.body["rule"]?.string ?? "")"
    }

    /// The names of the bad fields.
    func badFields(_ method: String, _ fields: JSONValue) throws -> [String] {
        try ask(method, fields)["fields"]?.object?.keys ?? []
    }

    /// A request was not answered.
    struct Silence: Error {}

    /// A request was refused.
    struct Refused: Error {
        let body: JSONValue
    }
}
