extension TopologyReader {
    /// The members of an object; keys that it cannot have are noted.
    mutating func members<Key: TopologyKey>(
        of value: JSONValue, at place: JSONPointer, keys: Key.Type
    ) -> TopologyMembers<Key>? {
        guard let object = value.object else {
            noteWrongType(of: value, at: place, expected: "an object")
            return nil
        }
        let known = Key.allCases.map(\.rawValue)
        for key in object.keys where Key(rawValue: key) == nil {
            let absent = known.filter { !object.contains($0) }
            note(
                .unknownKey, place[key],
                "\(Self.shown(key)) is not a key here\(Suggestion.clause(for: key, among: absent))")
        }
        return TopologyMembers(members: object, place: place)
    }

    /// The value of a key that must be there.
    mutating func required<Key: TopologyKey>(
        _ key: Key, of members: TopologyMembers<Key>
    ) -> JSONValue? {
        if let value = members[key] { return value }
        note(.missingKey, members.place, "\"\(key.rawValue)\" is missing")
        return nil
    }

    mutating func string<Key: TopologyKey>(
        _ key: Key, of members: TopologyMembers<Key>
    ) -> String? {
        guard let value = members[key] else { return nil }
        if let string = value.string { return string }
        noteWrongType(of: value, at: members.place(of: key), expected: "a string")
        return nil
    }

    mutating func bool<Key: TopologyKey>(_ key: Key, of members: TopologyMembers<Key>) -> Bool? {
        guard let value = members[key] else { return nil }
        if let bool = value.bool { return bool }
        noteWrongType(of: value, at: members.place(of: key), expected: "true or false")
        return nil
    }

    mutating func strings<Key: TopologyKey>(
        _ key: Key, of members: TopologyMembers<Key>
    ) -> [String]? {
        guard let value = members[key] else { return nil }
        let place = members.place(of: key)
        guard let elements = value.array else {
            noteWrongType(of: value, at: place, expected: "an array of strings")
            return nil
        }
        guard isWithinItemLimit(elements.count, at: place) else { return nil }
        for (index, element) in elements.enumerated() where element.string == nil {
            noteWrongType(of: element, at: place[index], expected: "a string")
        }
        let strings = elements.compactMap(\.string)
        return strings.count == elements.count ? strings : nil
    }

    mutating func integer<Key: TopologyKey>(
        _ key: Key, of members: TopologyMembers<Key>, within limits: ClosedRange<Int>
    ) -> Int? {
        guard let value = members[key] else { return nil }
        let place = members.place(of: key)
        guard let number = value.number else {
            noteWrongType(of: value, at: place, expected: "a number")
            return nil
        }
        if let integer = number.integer, limits.contains(integer) { return integer }
        note(
            .outOfRange, place,
            "\(number.text.prefix(40)) is not a whole number from \(limits.lowerBound) to "
                + "\(limits.upperBound)")
        return nil
    }

    mutating func seconds<Key: TopologyKey>(
        _ key: Key, of members: TopologyMembers<Key>, within limits: ClosedRange<Duration>
    ) -> Duration? {
        guard let value = members[key] else { return nil }
        let place = members.place(of: key)
        guard let number = value.number else {
            noteWrongType(of: value, at: place, expected: "a number of seconds")
            return nil
        }
        if let milliseconds: Int = number.integer(timesTenToThe: 3),
            limits.contains(.milliseconds(milliseconds))
        {
            return .milliseconds(milliseconds)
        }
        note(
            .outOfRange, place,
            "\(number.text.prefix(40)) is not a number of seconds from 0.001 to "
                + "\(limits.upperBound.components.seconds) with at most three decimals")
        return nil
    }

    mutating func requiredSeconds<Key: TopologyKey>(
        _ key: Key, of members: TopologyMembers<Key>, within limits: ClosedRange<Duration>
    ) -> Duration? {
        guard required(key, of: members) != nil else { return nil }
        return seconds(key, of: members, within: limits)
    }

    mutating func isWithinItemLimit(_ count: Int, at place: JSONPointer) -> Bool {
        if count <= Topology.itemLimit { return true }
        note(
            .tooManyItems, place,
            "there are \(count) elements, and the limit is \(Topology.itemLimit)")
        return false
    }

    mutating func noteWrongType(of value: JSONValue, at place: JSONPointer, expected: String) {
        note(.wrongType, place, "expected \(expected), found \(value.kindName)")
    }

    /// A text of the file in quotes, short enough for a sentence.
    static func shown(_ text: String) -> String {
        JSONValue.string(String(text.prefix(80))).text()
    }
}
