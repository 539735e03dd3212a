/// One revision of a service, which is what answers questions: `namespace/name:tag`.
public struct ServiceRevision: Hashable, Sendable, CustomStringConvertible {
    /// The revision as it is written: `namespace/name:tag`.
    public let description: String

    /// Who asks when the asker is no service itself: `local/local:local`, as in Twined.
    public static let local = ServiceRevision(known: "local/local:local")

    /// A revision of a service.
    public init(service: ServiceName, tag: RevisionTag) {
        description = "\(service):\(tag)"
    }

    /// Reads `namespace/name:tag`, in time proportional to its length.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
            let slash = text.utf8[..<colon].firstIndex(of: UInt8(ascii: "/"))
        else {
            throw NameError(
                text, isNot: "a service revision",
                because: "it needs the form namespace/name:tag")
        }
        try ServiceName.check(text[..<slash], as: "a namespace")
        try ServiceName.check(text[text.utf8.index(after: slash)..<colon], as: "a service's name")
        try RevisionTag.check(text[text.utf8.index(after: colon)...])
        description = text
    }

    /// Which service it is a revision of.
    public var service: ServiceName {
        parsed { text throws(NameError) in
            try ServiceName(String(text.prefix { $0 != ":" }))
        }
    }

    /// Which revision it is.
    public var tag: RevisionTag {
        parsed { text throws(NameError) in
            try RevisionTag(String(text.drop { $0 != ":" }.dropFirst()))
        }
    }

    private init(known text: String) {
        description = text
    }

    /// Takes a part of the text, which was checked when the revision was made.
    private func parsed<Part>(_ parse: (String) throws(NameError) -> Part) -> Part {
        do {
            return try parse(description)
        } catch {
            preconditionFailure("\(description) is a checked revision: \(error)")
        }
    }
}
