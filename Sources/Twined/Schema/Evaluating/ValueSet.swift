import Topics

/// Values no two of which are the same, as JSON Schema compares them.
struct ValueSet: Sendable {
    private(set) var values: [JSONValue] = []
    /// The places of the values with a hash; empty while looking at each in turn is faster.
    private var places: [Int: [Int]] = [:]

    private static let searchedInTurn = 8

    /// Adds a value, or gives the place of the same one that is there.
    @discardableResult
    mutating func insert(_ value: JSONValue) -> Int? {
        if let known = place(of: value) { return known }
        values.append(value)
        if values.count == Self.searchedInTurn + 1 {
            for (place, value) in values.enumerated() {
                places[value.sameHash, default: []].append(place)
            }
        } else if values.count > Self.searchedInTurn {
            places[value.sameHash, default: []].append(values.count - 1)
        }
        return nil
    }

    /// The place of the same value.
    func place(of value: JSONValue) -> Int? {
        if values.count <= Self.searchedInTurn { return values.firstIndex { $0.isSame(as: value) } }
        return places[value.sameHash]?.first { values[$0].isSame(as: value) }
    }
}
