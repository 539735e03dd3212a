/// A key of a JSON object, as `Codable` wants it.
struct JSONKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ key: String) {
        stringValue = key
        intValue = nil
    }

    init(place: Int) {
        stringValue = "Index \(place)"
        intValue = place
    }

    init?(stringValue: String) {
        self.init(stringValue)
    }

    init?(intValue: Int) {
        self.init(place: intValue)
    }
}
