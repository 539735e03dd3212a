public import Topics

/// What a metadata file says of a dataset or of a datafile; what it does not say is nil.
public struct MetadataRecord: Hashable, Sendable {
    /// Which dataset or datafile it is.
    public var id: DataID?
    /// The name of a dataset.
    public var name: String?
    /// The moment that a datafile is about.
    public var timestamp: Timestamp?
    /// Its tags.
    public var tags: DataTags?
    /// Its labels.
    public var labels: DataLabels?

    /// A record that says nothing.
    public init() {}

    /// The record of a JSON object; members that are not known are left alone.
    init(_ value: JSONValue, at place: String) throws(DataError) {
        guard let members = value.object else {
            throw DataError(.malformed, "\(place) needs an object")
        }
        if let id = members["id"] { self.id = try DataID(id, at: "\(place)/id") }
        if let tags = members["tags"] { self.tags = try DataTags(tags, at: "\(place)/tags") }
        if let labels = members["labels"] {
            self.labels = try DataLabels(labels, at: "\(place)/labels")
        }
        name = members["name"]?.string
        timestamp = try Timestamp(data: members["timestamp"], at: "\(place)/timestamp")
    }
}
