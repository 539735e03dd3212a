/// What a parent asks for: one revision of a service, or the service whose default the registry knows.
public enum ServiceReference: Hashable, Sendable, CustomStringConvertible {
    /// Exactly this revision.
    case revision(ServiceRevision)
    /// Whatever revision is the default when the question is asked.
    case defaultRevision(ServiceName)

    /// Reads `namespace/name:tag` or `namespace/name`.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            self = .revision(try ServiceRevision(text))
        } else {
            self = .defaultRevision(try ServiceName(text))
        }
    }

    /// The service, whichever revision is meant.
    public var service: ServiceName {
        switch self {
        case .revision(let revision): revision.service
        case .defaultRevision(let service): service
        }
    }

    /// The reference as it is written.
    public var description: String {
        switch self {
        case .revision(let revision): revision.description
        case .defaultRevision(let service): service.description
        }
    }
}
