package import Topics

/// What a registry takes where a request leaves something out.
package struct RevisionDefaults: Equatable, Sendable {
    /// The namespace of a service of which only the name is given; nil where the namespace has to be given.
    package let namespace: String?
    /// The tag of a registration without one, and of the revision that stands in for a default where a service has
    /// none; nil where nothing does.
    package let tag: RevisionTag?

    /// Nothing that is taken.
    package static let none = RevisionDefaults(known: nil, tag: nil)

    /// What is taken.
    ///
    /// - Throws: `NameError` when the namespace is none.
    package init(namespace: String?, tag: RevisionTag?) throws(NameError) {
        if let namespace { _ = try ServiceName(namespace: namespace, name: "name") }
        self.init(known: namespace, tag: tag)
    }

    private init(known namespace: String?, tag: RevisionTag?) {
        self.namespace = namespace
        self.tag = tag
    }

    /// A request with what it leaves out.
    func filling(_ json: JSONValue, of method: String) -> JSONValue {
        guard var object = json.object else { return json }
        func lacks(_ key: String) -> Bool { (object[key] ?? .null) == .null }
        if let namespace, lacks("namespace"), !lacks("name") {
            object["namespace"] = .string(namespace)
        }
        if let tag, method == RegistryMethod.register.rawValue, lacks("revision_tag") {
            object["revision_tag"] = .string(tag.text)
        }
        return .object(object)
    }
}
