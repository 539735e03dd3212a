/// The names of `properties` with their nodes.
struct MemberNames: Sendable {
    private let names: [String]
    private let nodes: [Int]
    /// The place of each name; empty where looking at each in turn is faster.
    private let places: [String: Int]

    private static let searchedInTurn = 4

    init(_ members: [(name: String, node: Int)]) {
        names = members.map(\.name)
        nodes = members.map(\.node)
        places =
            members.count > Self.searchedInTurn
            ? Dictionary(uniqueKeysWithValues: zip(names, names.indices)) : [:]
    }

    var isEmpty: Bool { names.isEmpty }

    /// The node of a name; members often come in the order of the schema, so one place is tried first.
    func node(of name: String, near place: Int) -> Int? {
        if place < names.count, names[place] == name { return nodes[place] }
        let found = places.isEmpty ? names.firstIndex(of: name) : places[name]
        return found.map { nodes[$0] }
    }
}
