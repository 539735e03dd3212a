public import Topics

/// Which datafile, dataset or manifest: chosen when it is described first, kept in its metadata.
public struct DataID: UniqueID {
    /// The first eight bytes.
    public let high: UInt64
    /// The last eight bytes.
    public let low: UInt64

    /// An identifier of these sixteen bytes.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The identifier that a member of a JSON text gives; a new one where there is none.
    init(_ value: JSONValue?, at place: String) throws(DataError) {
        guard let value, !value.isNull else {
            self = .random()
            return
        }
        guard let text = value.string, let id = try? DataID(text) else {
            throw DataError(.malformed, "\(place) is no identifier: \(value.text().prefix(100))")
        }
        self = id
    }
}
