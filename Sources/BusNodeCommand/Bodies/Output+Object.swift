import BusNode

extension Output {
    /// Writes the members of an object, one a line with what is in them below, or the object as JSON.
    ///
    /// - Throws: `OutputError`.
    func object(_ value: JSONValue) throws(OutputError) {
        try result(Self.lines(value), json: value)
    }

    private static func lines(_ value: JSONValue) -> [String] {
        guard let object = value.object else { return [text(value)] }
        let width = object.keys.map(\.count).max() ?? 0
        return object.flatMap { key, value -> [String] in
            let title = key + String(repeating: " ", count: width - key.count)
            guard let inner = value.object, !inner.isEmpty else {
                return ["\(title)  \(text(value))"]
            }
            return [key] + lines(value).map { "    " + $0 }
        }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null, .object: "-"
        case .bool(let bool): bool ? "yes" : "no"
        case .string(let text): text.isEmpty ? "-" : TextWidth.printable(text)
        case .number(let number): number.text
        case .array(let values):
            values.isEmpty ? "-" : values.map { Self.text($0) }.joined(separator: ", ")
        }
    }
}
