/// The groups of keywords that count in a schema; keywords of other groups are annotations only.
struct Vocabularies: OptionSet, Sendable {
    let rawValue: UInt8

    static let applicator = Vocabularies(rawValue: 1)
    static let unevaluated = Vocabularies(rawValue: 2)
    static let validation = Vocabularies(rawValue: 4)
    /// `format` is checked rather than noted.
    static let formatAssertion = Vocabularies(rawValue: 8)

    /// What the meta-schema of draft 2020-12 declares.
    static let standard: Vocabularies = [.applicator, .unevaluated, .validation]

    /// The group of an address in `$vocabulary`: empty for one without assertions, nil when unknown.
    init?(address: String) {
        let stem = "https://json-schema.org/draft/2020-12/vocab/"
        guard address.hasPrefix(stem) else { return nil }
        switch address.dropFirst(stem.count) {
        case "applicator": self = .applicator
        case "unevaluated": self = .unevaluated
        case "validation": self = .validation
        case "format-assertion": self = .formatAssertion
        case "core", "meta-data", "format-annotation", "content": self = []
        default: return nil
        }
    }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }
}
