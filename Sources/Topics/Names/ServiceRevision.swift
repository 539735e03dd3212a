/// One revision of a service, which is what answers questions: `namespace/name:tag`.
public struct ServiceRevision: Hashable, Sendable, CustomStringConvertible {
    /// Which service it is a revision of.
    public let service: ServiceName
    /// Which revision it is.
    public let tag: RevisionTag
    /// The revision as it is written: `namespace/name:tag`.
    public let description: String

    /// Who asks when the asker is no service itself: `local/local:local`, as in Twined.
    public static let local: ServiceRevision = {
        guard let revision = try? ServiceRevision("local/local:local") else {
            preconditionFailure("local/local:local is a revision")
        }
        return revision
    }()

    /// A revision of a service.
    public init(service: ServiceName, tag: RevisionTag) {
        self.service = service
        self.tag = tag
        self.description = "\(service):\(tag)"
    }

    /// Reads `namespace/name:tag`.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw NameError(
                text, isNot: "a service revision",
                because: "it needs the form namespace/name:tag")
        }
        try self.init(service: ServiceName(String(parts[0])), tag: RevisionTag(String(parts[1])))
    }

    /// Whether two revisions have the same name and tag.
    public static func == (left: ServiceRevision, right: ServiceRevision) -> Bool {
        left.description == right.description
    }

    /// Hashes the name and tag.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(description)
    }
}
