/// The members of a JSON object: each key once, in the order in which they were written.
///
/// Keys are compared as Swift compares text, so two spellings of one character (`é` as one scalar or as
/// two) are the same key. Equality of objects ignores the order of members, as JSON does.
public struct JSONObject: Sendable {
    private var members: [(key: String, value: JSONValue)] = []
    /// The place of each key; empty while there are so few that looking at each in turn is faster.
    private var places: [String: Int] = [:]

    private static let searchedInTurn = 8

    /// An object with no members.
    public init() {}

    /// The keys in order.
    public var keys: [String] { members.map(\.key) }

    /// The value of a key, or nil without it; a new key is put last, and nil removes the key.
    public subscript(key: String) -> JSONValue? {
        get { place(of: key).map { members[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): remove(at: place)
            case (nil, let value?): append(newKey: key, value)
            case (nil, nil): break
            }
        }
    }

    /// Whether the object has the key.
    public func contains(_ key: String) -> Bool {
        place(of: key) != nil
    }

    /// Puts a member last whose key, as the caller has seen, is not there yet.
    mutating func append(newKey key: String, _ value: JSONValue) {
        members.append((key, value))
        if members.count > Self.searchedInTurn + 1 {
            places[key] = members.count - 1
        } else if members.count == Self.searchedInTurn + 1 {
            indexPlaces()
        }
    }

    private func place(of key: String) -> Int? {
        guard places.isEmpty else { return places[key] }
        return members.firstIndex { $0.key == key }
    }

    private mutating func remove(at place: Int) {
        members.remove(at: place)
        indexPlaces()
    }

    private mutating func indexPlaces() {
        places = [:]
        guard members.count > Self.searchedInTurn else { return }
        for (place, member) in members.enumerated() {
            places[member.key] = place
        }
    }
}

extension JSONObject: RandomAccessCollection {
    /// A key and its value.
    public typealias Element = (key: String, value: JSONValue)

    /// The place of the first member.
    public var startIndex: Int { 0 }
    /// The number of members.
    public var endIndex: Int { members.count }

    /// The member at a place.
    public subscript(place: Int) -> Element { members[place] }
}

extension JSONObject: Hashable {
    /// Whether both have the same keys with equal values, in any order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count
            && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    /// Hashes the members without their order.
    public func hash(into hasher: inout Hasher) {
        var sum = count
        for member in members {
            var memberHasher = Hasher()
            memberHasher.combine(member.key)
            memberHasher.combine(member.value)
            sum &+= memberHasher.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The object of a literal, in the order written; a key that comes twice is a mistake in our code.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        for (key, value) in members {
            precondition(!contains(key), "the key \"\(key)\" is in this object already")
            append(newKey: key, value)
        }
    }
}
