extension JSONObject {
    /// A name that has to be there.
    ///
    /// - Throws: `MemberError` when it is absent or no such name.
    package func name<Name>(
        _ member: String, _ parse: (String) throws(NameError) -> Name
    ) throws(MemberError) -> Name {
        guard let value = self[member] else { throw MemberError(member, "is missing") }
        return try value.name(member, parse)
    }

    /// How many of something there are: a whole number that has to be there.
    ///
    /// - Throws: `MemberError` when it is absent or no such number.
    package func count(_ member: String) throws(MemberError) -> Int64 {
        guard let value = self[member] else { throw MemberError(member, "is missing") }
        return try value.integer(member, in: 0...Int64.max)
    }

    /// Refuses members that nobody expects, which are mistakes in writing more often than not.
    ///
    /// - Throws: `MemberError` for the first member that is not in the list.
    package func expectOnly(_ members: [String]) throws(MemberError) {
        for key in keys where !members.contains(key) {
            let known = members.joined(separator: ", ")
            throw MemberError(key, "is not known here; known: \(known)")
        }
    }
}

extension JSONValue {
    /// The value as a text.
    package func text(_ member: String) throws(MemberError) -> String {
        guard let string else { throw MemberError(member, "must be a text, not \(kindName)") }
        return string
    }

    /// The value as a name.
    package func name<Name>(
        _ member: String, _ parse: (String) throws(NameError) -> Name
    ) throws(MemberError) -> Name {
        let text = try text(member)
        do {
            return try parse(text)
        } catch {
            throw MemberError(member, "is wrong: \(error)")
        }
    }

    /// The value as true or false.
    package func flag(_ member: String) throws(MemberError) -> Bool {
        guard let bool else { throw MemberError(member, "must be true or false") }
        return bool
    }

    /// The value as a whole number of a range.
    package func integer(
        _ member: String, in range: ClosedRange<Int64>
    ) throws(MemberError) -> Int64 {
        guard let integer = number?.integer(as: Int64.self), range.contains(integer) else {
            let expected =
                range.upperBound == .max
                ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
            throw MemberError(member, "must be a whole number \(expected)")
        }
        return integer
    }

    /// The value as an object.
    package func members(_ member: String) throws(MemberError) -> JSONObject {
        guard let object else { throw MemberError(member, "must be an object, not \(kindName)") }
        return object
    }
}
