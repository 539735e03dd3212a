/// Asks the registry for revisions in the order of registration, page by page (`list`).
///
///     {}
///     {"namespace": "my-org", "name": "wind", "after": 100, "limit": 100}
public struct ListingRequest: Hashable, Sendable {
    /// The most revisions that a page may have.
    public static let pageLimit: Int64 = 1_000
    /// How many revisions a page has where the request does not say.
    public static let usualPage: Int64 = 100

    /// Whose revisions; nil for those of all services.
    public var service: ServiceName?
    /// Where the page begins: `next` of the page before, 0 for the first page.
    public var after: Int64
    /// The most revisions of the page, from 1 to `pageLimit`.
    public var limit: Int64

    /// A request for a page of revisions.
    public init(service: ServiceName? = nil, after: Int64 = 0, limit: Int64 = usualPage) {
        precondition(after >= 0, "a page begins at 0 or later")
        precondition((1...Self.pageLimit).contains(limit), "a page has 1 to 1,000 revisions")
        self.service = service
        self.after = after
        self.limit = limit
    }
}

extension ListingRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let service = fields.serviceIfPresent()
        let after = fields.integerIfPresent(.after) ?? 0
        let limit = fields.integerIfPresent(.limit, in: 1...Self.pageLimit) ?? Self.usualPage
        self.init(service: service, after: try fields.checked(after), limit: limit)
    }

    /// Writes the object; what is as usual is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        if let service { try fields.encode(service) }
        if after != 0 { try fields.encode(after, forKey: .after) }
        if limit != Self.usualPage { try fields.encode(limit, forKey: .limit) }
    }
}
