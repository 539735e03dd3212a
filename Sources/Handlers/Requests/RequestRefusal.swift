package import Topics

/// Why a request was not carried out: nothing has changed then.
///
///     {"code": 409, "rule": "session-not-open", "error": "session 7 is closed, and not open"}
///     {"code": 400, "rule": "bad-fields", "error": "price is missing", "fields": {"price": "is missing"}}
///
/// `code` is that of HTTP, so that a gateway can pass it on.
package struct RequestRefusal: Error, Hashable, Sendable {
    /// What kind of reason it is.
    package let kind: Kind
    /// The rule that was broken, as a word that a program can act on.
    package let rule: String
    /// One sentence for a person: the value, the place and the limit.
    package let error: String
    /// What is wrong with each bad field, by its key.
    package let fields: [String: String]

    /// The kinds of reasons, with the codes that HTTP has for them.
    package enum Kind: Int, Sendable {
        /// The fields are not what the method needs.
        case badFields = 400
        /// Only an operator, or the owner, may do this.
        case forbidden = 403
        /// There is no such thing.
        case notFound = 404
        /// A rule forbids it as things are.
        case conflict = 409
        /// So much is under way that it has to wait: ask again later.
        case busy = 429

        /// The code that goes over the bus.
        var errorCode: ErrorCode {
            switch self {
            case .badFields: .malformed
            case .forbidden: .forbidden
            case .notFound: .notFound
            case .conflict: .conflict
            case .busy: .limitReached
            }
        }
    }

    /// A refusal with its rule and its reason.
    package init(
        _ kind: Kind, _ rule: String, _ error: String, fields: [String: String] = [:]
    ) {
        self.kind = kind
        self.rule = rule
        self.error = error
        self.fields = fields
    }

    /// A refusal because of fields, each with what is wrong with it.
    package static func badFields(_ fields: [String: String]) -> RequestRefusal {
        let reasons = fields.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return RequestRefusal(
            .badFields, "bad-fields", reasons.joined(separator: "; "), fields: fields)
    }

    /// The code that goes over the bus.
    package var errorCode: ErrorCode { kind.errorCode }

    /// The refusal as a reply.
    package var reply: Reply {
        var body: JSONObject = [
            "code": JSONValue(kind.rawValue), "rule": .string(rule), "error": .string(error),
        ]
        if !fields.isEmpty {
            var reasons = JSONObject()
            for (key, reason) in fields.sorted(by: { $0.key < $1.key }) {
                reasons[key] = .string(reason)
            }
            body["fields"] = .object(reasons)
        }
        return Reply(
            code: errorCode.rawValue, payload: Payload(JSONValue.object(body).bytes()))
    }
}
