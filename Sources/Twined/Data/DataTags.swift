public import Topics

/// What is known about a dataset or datafile, by name: any JSON under names of lower-case letters, digits,
/// and underscores not at either end.
public struct DataTags: Hashable, Sendable {
    /// The tags in the order they were given.
    public private(set) var values: JSONObject

    /// No tags.
    public static let none = DataTags(checked: [:])

    private init(checked values: JSONObject) {
        self.values = values
    }

    /// The tags of a JSON object.
    ///
    /// - Throws: `DataError` that names the first key that is no name of a tag.
    public init(_ values: JSONObject) throws(DataError) {
        for (name, _) in values { try Self.check(name) }
        self.values = values
    }

    /// The tags that JSON gives; none for null.
    init(_ value: JSONValue?, at place: String) throws(DataError) {
        guard let value, !value.isNull else {
            self = .none
            return
        }
        guard let object = value.object else {
            throw DataError(.malformed, "\(place) needs an object with the tags by name")
        }
        try self.init(object)
    }

    /// The value of a tag, or nil without it.
    public subscript(name: String) -> JSONValue? { values[name] }

    /// Sets a tag, or removes it.
    ///
    /// - Throws: `DataError` when the name is none of a tag.
    public mutating func set(_ name: String, to value: JSONValue?) throws(DataError) {
        try Self.check(name)
        values[name] = value
    }

    /// The tags as a JSON object.
    public var jsonValue: JSONValue { .object(values) }

    private static func check(_ name: String) throws(DataError) {
        let bytes = name.utf8
        let isName =
            bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
            && !bytes.isEmpty && bytes.first != 95 && bytes.last != 95
        guard isName else {
            throw DataError(
                .malformed,
                "\"\(name.prefix(100))\" is no name of a tag: it needs a-z, 0-9 and underscores, and a "
                    + "letter or digit at both ends")
        }
    }
}
