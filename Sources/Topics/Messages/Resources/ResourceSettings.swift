/// What whoever makes a topic, subscription or snapshot says of it: a table of members, by which the JSON
/// object is read, written, compared and changed (docs/protocol.md, "To the backbone").
package protocol ResourceSettings: Hashable, Sendable {
    /// What such a thing is called in a sentence, such as "a topic".
    static var kind: String { get }

    /// Every member, in the order in which they are written.
    static var members: [ResourceMember<Self>] { get }

    /// The same thing, with every member as it is unless given.
    var usual: Self { get }

    /// Takes the members that have to be there; the others are as they are unless given.
    ///
    /// - Throws: `MemberError` when one is absent or wrong.
    init(requiredOf object: JSONObject) throws(MemberError)

    /// Checks what concerns more than one member.
    ///
    /// - Throws: `MemberError` when members do not go together.
    func check() throws(MemberError)
}

extension ResourceSettings {
    /// Reads a JSON object; what is absent is as it is unless given.
    ///
    /// - Parameter others: members that the object may have besides, which are not read.
    /// - Throws: `MemberError` for the first member that is not known, is wrong or is missing.
    package init(reading object: JSONObject, besides others: [String] = []) throws(MemberError) {
        try object.expectOnly(Self.members.map(\.key) + others)
        try self.init(readingKnownOf: object)
    }

    /// Reads a JSON object and passes over members that are not known, as in results.
    ///
    /// - Throws: `MemberError` for the first member that is wrong or missing.
    package init(readingKnownOf object: JSONObject) throws(MemberError) {
        try self.init(requiredOf: object)
        try take(Self.members, from: object)
        try check()
    }

    /// The settings as members of a JSON object, every one given.
    package var object: JSONObject {
        var object = JSONObject()
        for member in Self.members { object[member.key] = member.write(self) }
        return object
    }

    /// The settings as a JSON object, every member given.
    package var json: JSONValue { .object(object) }

    /// Whether all members that an object gives are as they are here.
    ///
    /// - Throws: `MemberError` for a member that is wrong.
    package func agrees(with object: JSONObject) throws(MemberError) -> Bool {
        var other = self
        try other.take(Self.members, from: object)
        return other == self
    }

    /// The members that are not as in other settings.
    package func differences(from other: Self) -> [String] {
        Self.members.filter { $0.write(self) != $0.write(other) }.map(\.key)
    }

    /// Changes the members that a mask names to what an object gives; what is absent there gets the value
    /// that it has unless given. Members outside the mask are ignored.
    ///
    /// - Throws: `MemberError` for a mask that names no member, for a fixed member that would change, and
    ///   for a value that is wrong; the settings are then as they were.
    package mutating func change(
        _ mask: [String], from object: JSONObject
    ) throws(MemberError) {
        var changed = self
        for key in mask {
            guard let member = Self.members.first(where: { $0.key == key }) else {
                throw MemberError("update_mask", "names \"\(key)\", which \(Self.kind) has not")
            }
            let value = member.value(in: object) ?? member.write(usual)
            let former = changed
            try member.read(value, &changed)
            guard changed == former || !member.isFixed else {
                throw MemberError(key, "is fixed when \(Self.kind) is made")
            }
        }
        try changed.check()
        self = changed
    }

    /// The members of a request that are to change.
    ///
    /// - Throws: `MemberError` when `update_mask` is absent or no list of texts.
    package static func updateMask(of object: JSONObject) throws(MemberError) -> [String] {
        guard let value = object["update_mask"] else {
            throw MemberError("update_mask", "is missing")
        }
        guard let elements = value.array else {
            throw MemberError("update_mask", "must be a list of texts, not \(value.kindName)")
        }
        var mask: [String] = []
        for element in elements { mask.append(try element.text("update_mask")) }
        return mask
    }

    private mutating func take(
        _ members: [ResourceMember<Self>], from object: JSONObject
    ) throws(MemberError) {
        for member in members {
            guard let value = member.value(in: object) else { continue }
            try member.read(value, &self)
        }
    }
}
