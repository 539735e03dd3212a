// There is no literal for `null`: where a `JSONValue?` is wanted, `nil` has to mean "no value", and Swift
// would often have taken it for `null` instead. Write `.null`.

extension JSONValue: ExpressibleByBooleanLiteral {
    /// `true` or `false`.
    public init(booleanLiteral bool: Bool) {
        self = .bool(bool)
    }
}

extension JSONValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// An integer.
    public init(integerLiteral integer: Int) {
        self = .number(JSONNumber(integerLiteral: integer))
    }

    /// A number with a fraction.
    public init(floatLiteral double: Double) {
        self = .number(JSONNumber(floatLiteral: double))
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A text.
    public init(stringLiteral string: String) {
        self = .string(string)
    }
}

extension JSONValue: ExpressibleByArrayLiteral {
    /// Values in order.
    public init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// Values by key, in the order written; a key that comes twice is a mistake in our code.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        var object = JSONObject()
        for (key, value) in members {
            precondition(!object.contains(key), "the key \"\(key)\" is in this object already")
            object.append(newKey: key, value)
        }
        self = .object(object)
    }
}
