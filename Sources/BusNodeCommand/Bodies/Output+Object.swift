import BusNode

extension Output {
    /// Writes the members of an object, one a line with what is in them below, or the object as JSON.
    ///
    /// - Parameter groupsDigits: whether whole numbers are written as `1,000,000` for people.
    /// - Throws: `OutputError`.
    func object(_ value: JSONValue, groupsDigits: Bool = false) throws(OutputError) {
        try result(Self.lines(value, groupsDigits), json: value)
    }

    private static func lines(_ value: JSONValue, _ groupsDigits: Bool) -> [String] {
        guard let object = value.object else { return [text(value, groupsDigits)] }
        let width = object.keys.map(\.count).max() ?? 0
        return object.flatMap { key, value -> [String] in
            let title = key + String(repeating: " ", count: width - key.count)
            guard let inner = value.object, !inner.isEmpty else {
                return ["\(title)  \(text(value, groupsDigits))"]
            }
            return [key] + lines(value, groupsDigits).map { "    " + $0 }
        }
    }

    private static func text(_ value: JSONValue, _ groupsDigits: Bool) -> String {
        switch value {
        case .null, .object: "-"
        case .bool(let bool): bool ? "yes" : "no"
        case .string(let text): text.isEmpty ? "-" : TextWidth.printable(text)
        case .number(let number):
            (groupsDigits ? number.integer.map { NumberText.grouped($0) } : nil) ?? number.text
        case .array(let values):
            values.isEmpty ? "-" : values.map { text($0, groupsDigits) }.joined(separator: ", ")
        }
    }
}
