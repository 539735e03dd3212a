/// A page of what has happened in the registry, the oldest first (`history`).
///
///     {"changes": [{"number": 1, "kind": "registered", …}], "next": 100}
public struct HistoryReply: Hashable, Sendable {
    /// What has happened, the oldest first.
    public var changes: [HistoryEntry]
    /// Where the next page begins; nil when this is the last one.
    public var next: Int64?

    /// A page of the history.
    public init(changes: [HistoryEntry], next: Int64? = nil) {
        self.changes = changes
        self.next = next
    }
}

extension HistoryReply: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let changes = fields.value(.changes, as: [HistoryEntry].self)
        let next = fields.integerIfPresent(.next)
        self.init(changes: try fields.checked(changes), next: next)
    }

    /// Writes the object; `next` is left out on the last page.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(changes, forKey: .changes)
        try fields.encodeIfPresent(next, forKey: .next)
    }
}
