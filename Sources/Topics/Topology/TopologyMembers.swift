/// An object of a topology, with the keys that it may have and where it lies.
struct TopologyMembers<Key: TopologyKey> {
    let members: JSONObject
    let place: JSONPointer

    func has(_ key: Key) -> Bool {
        members.contains(key.rawValue)
    }

    subscript(key: Key) -> JSONValue? {
        members[key.rawValue]
    }

    func place(of key: Key) -> JSONPointer {
        place[key.rawValue]
    }
}
