/// A page of revisions in the order of registration (`list`).
///
///     {"revisions": [{"namespace": "my-org", "name": "wind", …}], "next": 100}
public struct ListingReply: Hashable, Sendable {
    /// The revisions, the one registered first in front.
    public var revisions: [RevisionDescription]
    /// Where the next page begins; nil when this is the last one.
    public var next: Int64?

    /// A page of revisions.
    public init(revisions: [RevisionDescription], next: Int64? = nil) {
        self.revisions = revisions
        self.next = next
    }
}

extension ListingReply: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let revisions = fields.value(.revisions, as: [RevisionDescription].self)
        let next = fields.integerIfPresent(.next)
        self.init(revisions: try fields.checked(revisions), next: next)
    }

    /// Writes the object; `next` is left out on the last page.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revisions, forKey: .revisions)
        try fields.encodeIfPresent(next, forKey: .next)
    }
}
