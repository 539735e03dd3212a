/// The services that a service asks, each under the key by which its code knows it.
///
/// As Twined writes them, in `octue.yaml` and in a question:
///
///     [{"key": "elevation", "id": "example/elevation:1.0.0"}, {"key": "wind", "id": "example/wind"}]
///
/// or in short `{"elevation": "example/elevation:1.0.0", "wind": "example/wind"}`.
public struct Children: Sendable {
    /// The children in the order in which they are listed.
    public private(set) var entries: [Entry]

    /// One child.
    public struct Entry: Sendable {
        /// What the code of the parent calls it.
        public let key: String
        /// Which service is asked.
        public var reference: ServiceReference
        /// What is said about its questions where the asker says nothing.
        public var options = Child.Options()
        /// What else Twined says about it, such as `backend`; BusNode passes it on.
        public var others: JSONObject

        /// A child under a key.
        public init(key: String, reference: ServiceReference, others: JSONObject = [:]) {
            self.key = key
            self.reference = reference
            self.others = others
        }
    }

    /// No children.
    public static let none = Children(entries: [])

    private init(entries: [Entry]) {
        self.entries = entries
    }

    /// Reads a list of children, or an object of references by key.
    ///
    /// - Throws: `NodeError` with code `badValues` that names the place and what is wrong there.
    public init(_ document: JSONValue) throws(NodeError) {
        self = .none
        switch document {
        case .array(let list):
            for (place, value) in list.enumerated() {
                try add(value["key"], value["id"], at: "/\(place)", others: value.object ?? [:])
            }
        case .object(let members):
            for (key, value) in members { try add(.string(key), value, at: "/\(key)") }
        case .null, .bool, .number, .string:
            throw NodeError(
                .badValues, "children: \(document.kindName) where a list of children is needed")
        }
    }

    /// The child of a key, or nil without it.
    public subscript(key: String) -> Entry? {
        get { entries.first { $0.key == key } }
        set {
            let place = entries.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let entry?): entries[place] = entry
            case (let place?, nil): entries.remove(at: place)
            case (nil, let entry?): entries.append(entry)
            case (nil, nil): break
            }
        }
    }

    /// The keys in order.
    public var keys: [String] { entries.map(\.key) }

    /// The list as Twined writes it.
    public var json: JSONValue {
        .array(
            entries.map { entry in
                var members: JSONObject = [
                    "key": .string(entry.key), "id": .string(entry.reference.description),
                ]
                for (name, value) in entry.others where !members.contains(name) {
                    members[name] = value
                }
                return .object(members)
            })
    }

    /// These children with the services of others in their places, which a parent may say for one
    /// question; the options stay.
    ///
    /// - Throws: `RemoteException` of Twined's type `InvalidValuesContents` when the keys are not the same.
    func replaced(by others: Children) throws(RemoteException) -> Children {
        let missing = keys.filter { others[$0] == nil }
        let unknown = others.keys.filter { self[$0] == nil }
        guard missing.isEmpty, unknown.isEmpty else {
            var reasons: [String] = []
            if !missing.isEmpty {
                reasons.append("missing: \(missing.joined(separator: ", "))")
            }
            if !unknown.isEmpty {
                reasons.append("not known: \(unknown.joined(separator: ", "))")
            }
            throw RemoteException(
                type: "InvalidValuesContents",
                message: "the question's children must have the keys of the service's own; "
                    + reasons.joined(separator: "; "))
        }
        var children = self
        for place in children.entries.indices {
            guard let other = others[children.entries[place].key] else { continue }
            children.entries[place].reference = other.reference
            children.entries[place].others = other.others
        }
        return children
    }

    private mutating func add(
        _ key: JSONValue?, _ id: JSONValue?, at place: String, others: JSONObject = [:]
    ) throws(NodeError) {
        guard let key = key?.string, (1...Self.keyLimit).contains(key.utf8.count) else {
            throw NodeError(
                .badValues,
                "children: \(place)/key must be a text of 1 to \(Self.keyLimit) bytes")
        }
        guard let id = id?.string else {
            throw NodeError(.badValues, "children: \(place)/id must name a service")
        }
        guard self[key] == nil else {
            throw NodeError(.badValues, "children: \(place): the key \(key) is there already")
        }
        do {
            let reference = try ServiceReference(id)
            entries.append(Entry(key: key, reference: reference, others: others))
        } catch {
            throw NodeError(.badValues, "children: \(place)/id: \(error)")
        }
    }

    /// Longest key in bytes: a question to the child carries it as an attribute.
    private static let keyLimit = 256
}
