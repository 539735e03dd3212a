/// One member of the JSON object that describes a topic, subscription or snapshot.
package struct ResourceMember<Resource>: Sendable {
    /// Its key.
    let key: String
    /// Whether it stays as it is once the resource is made.
    let isFixed: Bool
    /// A value that counts as if the member were not there.
    let unset: JSONValue?
    /// The member's value of a resource.
    let write: @Sendable (Resource) -> JSONValue
    /// Gives a resource the member's value.
    let read: @Sendable (JSONValue, inout Resource) throws(MemberError) -> Void

    /// A member with its key.
    init(
        _ key: String, isFixed: Bool = false, unset: JSONValue? = nil,
        write: @escaping @Sendable (Resource) -> JSONValue,
        read: @escaping @Sendable (JSONValue, inout Resource) throws(MemberError) -> Void
    ) {
        self.key = key
        self.isFixed = isFixed
        self.unset = unset
        self.write = write
        self.read = read
    }

    /// The member's value in an object, or nil when it is not given.
    func value(in object: JSONObject) -> JSONValue? {
        guard let value = object[key], value != unset else { return nil }
        return value
    }
}
