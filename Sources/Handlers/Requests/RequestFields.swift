package import Topics

/// Reads the fields of a request's JSON object and remembers what is wrong with each.
///
/// A method returns nil for a field that is absent or bad. `check` then throws what is wrong with all of
/// them, also with those that nobody asked for: they are mistakes in writing more often than not.
package struct RequestFields {
    private let object: JSONObject
    private var reasons: [String: String] = [:]
    private var known: Set<String> = []

    /// The fields of an object.
    package init(_ object: JSONObject) {
        self.object = object
    }

    /// The fields of a request; no body counts as an object without fields.
    ///
    /// - Throws: `RequestRefusal` when it is too long, or no JSON object.
    package init(_ request: Request, limit: Int) throws(RequestRefusal) {
        guard request.payload.count <= limit else {
            throw RequestRefusal(
                .badFields, "too-large",
                "the request has \(request.payload.count) bytes, and the limit is \(limit)")
        }
        let value: JSONValue
        do {
            value = request.payload.count == 0 ? [:] : try JSONValue(parsing: request.payload.bytes)
        } catch {
            throw RequestRefusal(.badFields, "no-json", "the request is not JSON: \(error)")
        }
        guard let object = value.object else {
            throw RequestRefusal(
                .badFields, "no-object", "the request is \(value.kindName), not an object")
        }
        self.init(object)
    }

    /// Throws what is wrong with the fields that were read, and with those that were not.
    package func check() throws(RequestRefusal) {
        var reasons = reasons
        for key in object.keys where !known.contains(key) {
            reasons[key] = "is not known here; known: \(known.sorted().joined(separator: ", "))"
        }
        if !reasons.isEmpty { throw .badFields(reasons) }
    }

    /// The value that was read, when all fields are as they should be.
    ///
    /// - Throws: `RequestRefusal` that names every bad field.
    package func checked<Value>(_ value: Value?) throws(RequestRefusal) -> Value {
        try check()
        guard let value else { preconditionFailure("a field is absent and nothing is wrong") }
        return value
    }

    /// Notes that a field is bad.
    package mutating func refuse(_ key: String, _ reason: String) {
        reasons[key] = reason
    }

    /// Whether the field is there and not null.
    package mutating func has(_ key: String) -> Bool {
        known.insert(key)
        return object[key].map { !$0.isNull } ?? false
    }

    /// A value of any kind that has to be there.
    package mutating func value(_ key: String) -> JSONValue? {
        guard has(key) else {
            refuse(key, "is missing")
            return nil
        }
        return object[key]
    }

    /// A text of 1 to `limit` bytes that has to be there.
    package mutating func text(_ key: String, limit: Int = 256) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.string else {
            refuse(key, "must be a text, not \(value.kindName)")
            return nil
        }
        guard (1...limit).contains(text.utf8.count) else {
            refuse(key, "has \(text.utf8.count) bytes, and not 1 to \(limit)")
            return nil
        }
        return text
    }

    /// A text, or nil where the field is absent or null.
    package mutating func textIfPresent(_ key: String, limit: Int = 256) -> String? {
        has(key) ? text(key, limit: limit) : nil
    }

    /// A whole number of a range that has to be there.
    package mutating func integer(
        _ key: String, in range: ClosedRange<Int64> = 0...Int64.max
    ) -> Int64? {
        guard let value = value(key) else { return nil }
        guard let integer = value.number?.integer(as: Int64.self), range.contains(integer) else {
            let expected =
                range.upperBound == .max
                ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
            refuse(key, "must be a whole number \(expected)")
            return nil
        }
        return integer
    }

    /// A whole number of a range, or nil where the field is absent or null.
    package mutating func integerIfPresent(
        _ key: String, in range: ClosedRange<Int64> = 0...Int64.max
    ) -> Int64? {
        has(key) ? integer(key, in: range) : nil
    }

    /// A number of a range, or nil where the field is absent or null.
    package mutating func decimalIfPresent(
        _ key: String, in range: ClosedRange<Double>
    ) -> Double? {
        guard has(key) else { return nil }
        guard let decimal = object[key]?.double, range.contains(decimal) else {
            refuse(key, "must be a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return decimal
    }

    /// True or false, or nil where the field is absent or null.
    package mutating func flagIfPresent(_ key: String) -> Bool? {
        guard has(key) else { return nil }
        guard let flag = object[key]?.bool else {
            refuse(key, "must be true or false")
            return nil
        }
        return flag
    }

    /// An object, or nil where the field is absent or null.
    package mutating func objectIfPresent(_ key: String) -> JSONObject? {
        guard has(key) else { return nil }
        guard let value = object[key]?.object else {
            refuse(key, "must be an object")
            return nil
        }
        return value
    }

    /// One of the words of an enumeration, which has to be there.
    package mutating func word<Word>(_ key: String, as type: Word.Type) -> Word?
    where Word: RawRepresentable<String> & CaseIterable {
        guard let text = text(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            refuse(key, "is \"\(text)\", and not one of \(words)")
            return nil
        }
        return word
    }

    /// One of the words of an enumeration, or nil where the field is absent or null.
    package mutating func wordIfPresent<Word>(_ key: String, as type: Word.Type) -> Word?
    where Word: RawRepresentable<String> & CaseIterable {
        has(key) ? word(key, as: type) : nil
    }

    /// A moment in ISO 8601 that has to be there.
    package mutating func time(_ key: String) -> Timestamp? {
        guard let text = text(key) else { return nil }
        guard let time = try? Timestamp(text) else {
            refuse(key, "is \"\(text)\", and not a time such as 2026-11-21T08:15:30Z")
            return nil
        }
        return time
    }

    /// A moment in ISO 8601, or nil where the field is absent or null.
    package mutating func timeIfPresent(_ key: String) -> Timestamp? {
        has(key) ? time(key) : nil
    }
}
