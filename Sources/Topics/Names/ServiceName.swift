/// The name of a service, all its revisions included: `namespace/name`.
///
/// Both parts are lower-case letters and digits in groups joined by single hyphens (kebab case), each of
/// at most 80 characters, as in Octue's Twined.
public struct ServiceName: Hashable, Sendable, CustomStringConvertible {
    /// The longest namespace or name, in characters: the limit of the registry that Twined uses.
    public static let partLengthLimit = 80

    /// Who offers the service.
    public let namespace: String
    /// What the service is called within its namespace.
    public let name: String

    /// Reads `namespace/name`.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        guard let slash = text.firstIndex(of: "/") else {
            throw NameError(
                text, isNot: "a service name", because: "it needs the form namespace/name")
        }
        try self.init(
            namespace: String(text[..<slash]), name: String(text[text.index(after: slash)...]))
    }

    /// A name of two parts.
    ///
    /// - Throws: `NameError` that names the part and the rule which it breaks.
    public init(namespace: String, name: String) throws(NameError) {
        try Self.check(namespace, as: "a namespace")
        try Self.check(name, as: "a service's name")
        self.namespace = namespace
        self.name = name
    }

    /// The name as it is written: `namespace/name`.
    public var description: String { "\(namespace)/\(name)" }

    static func check<Part: StringProtocol>(
        _ part: Part, as expected: String
    ) throws(NameError) {
        guard !part.isEmpty else {
            throw NameError(part, isNot: expected, because: "it is empty")
        }
        guard part.utf8.count <= partLengthLimit else {
            throw NameError(
                part, isNot: expected,
                because: "it has \(part.utf8.count) bytes, and the limit is \(partLengthLimit)")
        }
        var previousIsHyphen = true
        for byte in part.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                previousIsHyphen = false
            case UInt8(ascii: "-") where !previousIsHyphen:
                previousIsHyphen = true
            default:
                throw NameError(
                    part, isNot: expected,
                    because: "only a-z, 0-9 and single hyphens between them are allowed")
            }
        }
        guard !previousIsHyphen else {
            throw NameError(part, isNot: expected, because: "it ends in a hyphen")
        }
    }
}
