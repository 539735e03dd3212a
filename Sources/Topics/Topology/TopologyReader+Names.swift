extension TopologyReader {
    /// The name of a topology or a node.
    mutating func name<Key: TopologyKey>(_ key: Key, of members: TopologyMembers<Key>) -> String? {
        guard required(key, of: members) != nil, let name = string(key, of: members) else {
            return nil
        }
        if Self.isName(name) { return name }
        note(
            .badName, members.place(of: key),
            "\(Self.shown(name)) is not a name of a-z, 0-9 and single hyphens between them, of 1 to "
                + "\(Topology.nameByteLimit) characters")
        return nil
    }

    /// An endpoint to which others can be told to connect.
    mutating func endpoint<Key: TopologyKey>(
        _ key: Key, of members: TopologyMembers<Key>
    ) -> Endpoint? {
        guard required(key, of: members) != nil, let text = string(key, of: members) else {
            return nil
        }
        do throws(NameError) {
            let endpoint = try Endpoint(text)
            if endpoint.isFixed { return endpoint }
            note(
                .badEndpoint, members.place(of: key),
                "\(Self.shown(text)) leaves open with * where the others have to connect")
        } catch {
            note(.badEndpoint, members.place(of: key), error.description)
        }
        return nil
    }

    /// A path in the file system.
    mutating func path<Key: TopologyKey>(_ key: Key, of members: TopologyMembers<Key>) -> String? {
        guard required(key, of: members) != nil, let path = string(key, of: members) else {
            return nil
        }
        let byteCount = path.utf8.count
        if (1...Topology.pathByteLimit).contains(byteCount), !path.utf8.contains(0) { return path }
        note(
            .badPath, members.place(of: key),
            "a path has 1 to \(Topology.pathByteLimit) bytes, none of them NUL; this one has "
                + "\(byteCount)")
        return nil
    }

    /// Lower-case letters and digits in groups joined by single hyphens.
    private static func isName(_ text: String) -> Bool {
        guard (1...Topology.nameByteLimit).contains(text.utf8.count) else { return false }
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.allSatisfy { group in
            !group.isEmpty
                && group.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                }
        }
    }
}
