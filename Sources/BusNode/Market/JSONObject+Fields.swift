extension JSONObject {
    /// Fields of a request; those that are nil are left out.
    static func fields(_ members: KeyValuePairs<String, JSONValue?>) -> JSONObject {
        var object = JSONObject()
        for (key, value) in members {
            if let value { object[key] = value }
        }
        return object
    }
}

extension JSONValue {
    /// A text, unless there is none.
    static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }

    /// A whole number, unless there is none.
    static func integer(_ integer: Int?) -> JSONValue? { integer.map { JSONValue($0) } }

    /// A moment, unless there is none.
    static func time(_ time: Timestamp?) -> JSONValue? { time.map { .string($0.description) } }
}
