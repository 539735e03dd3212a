public import Topics

/// Words that say what a dataset or datafile is for: lower-case letters, digits, and hyphens between them.
public struct DataLabels: Hashable, Sendable {
    /// Each of the labels once, in the order of their characters.
    public let sorted: [String]

    /// No labels.
    public static let none = DataLabels(checked: [])

    private init(checked labels: Set<String>) {
        sorted = labels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The labels of these texts, white space around each of them left out.
    ///
    /// - Throws: `DataError` that names the first text that is no label.
    public init(_ texts: some Sequence<String>) throws(DataError) {
        var labels: Set<String> = []
        for text in texts {
            let label = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard Self.isLabel(label) else {
                throw DataError(
                    .malformed,
                    "\"\(text.prefix(100))\" is no label: it needs a-z, 0-9 and hyphens, and a letter or "
                        + "digit at both ends")
            }
            labels.insert(label)
        }
        self.init(checked: labels)
    }

    /// The labels of a text with white space between them: `"met mast"`.
    public init(words text: String) throws(DataError) {
        try self.init(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    /// The labels that JSON gives: an array, a set as the original writes it, or words; none for null.
    init(_ value: JSONValue?, at place: String) throws(DataError) {
        switch value {
        case nil, .null?: self = .none
        case .string(let words)?: try self.init(words: words)
        case let value?:
            let isSet = value["_type"]?.string == "set"
            guard let items = (isSet ? value["items"] : value)?.array else {
                throw DataError(.malformed, "\(place) needs an array of labels")
            }
            let texts = items.compactMap(\.string)
            guard texts.count == items.count else {
                throw DataError(.malformed, "\(place) needs labels that are texts")
            }
            try self.init(texts)
        }
    }

    /// Whether the label is among them.
    public func contains(_ label: String) -> Bool {
        sorted.contains(label)
    }

    /// The labels as a JSON array.
    public var jsonValue: JSONValue { .array(sorted.map { .string($0) }) }

    private static func isLabel(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { return false }
        return first != 45 && last != 45
            && bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}
