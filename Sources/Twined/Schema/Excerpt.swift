import Topics

/// Values as they stand in a sentence: as JSON, and shortened where they are long.
enum Excerpt {
    /// The longest text of a value in a sentence, in characters (Unicode scalars).
    private static let lengthLimit = 80

    /// A text in quotes.
    static func of(_ text: String) -> String {
        let scalars = text.unicodeScalars.prefix(lengthLimit + 1)
        if scalars.count <= lengthLimit { return JSONValue.string(text).text() }
        return JSONValue.string(String(scalars.prefix(lengthLimit - 1)) + "…").text()
    }

    /// A number as it is written.
    static func of(_ number: JSONNumber) -> String {
        number.text.utf8.count <= lengthLimit
            ? number.text : String(number.text.prefix(lengthLimit - 1)) + "…"
    }

    /// A value; an array or object that is not empty only by its kind and size.
    static func of(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool: value.text()
        case .number(let number): of(number)
        case .string(let text): of(text)
        case .array(let elements): elements.isEmpty ? "[]" : "an array of \(elements.count)"
        case .object(let object): object.isEmpty ? "{}" : "an object of \(object.count)"
        }
    }

    /// Some values, the first ones where there are many.
    static func of(_ values: [JSONValue], limit: Int = 8) -> String {
        values.prefix(limit).map(of).joined(separator: ", ")
            + (values.count > limit ? ", … (\(values.count) in all)" : "")
    }
}
