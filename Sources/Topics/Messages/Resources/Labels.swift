/// Short texts by key with which people group topics, subscriptions and snapshots; the backbone only keeps
/// them.
///
/// At most 64. Keys have 1 to 63 characters of a-z, 0-9, `_` and `-` and begin with a letter; values have
/// at most 63 such characters.
public struct Labels: Hashable, Sendable {
    /// The values by key.
    public let values: [String: String]

    /// Most labels that one thing may have.
    public static let limit = 64
    /// Most characters of a key or value.
    public static let characterLimit = 63
    /// No labels.
    public static let none = Labels(checked: [:])

    /// Labels by key.
    ///
    /// - Throws: `MemberError` that names the label which breaks a rule.
    public init(_ values: [String: String]) throws(MemberError) {
        guard values.count <= Self.limit else {
            throw MemberError(
                "labels", "has \(values.count) members, and the limit is \(Self.limit)")
        }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            try Self.check(key, value)
        }
        self.values = values
    }

    private init(checked values: [String: String]) {
        self.values = values
    }

    init(reading json: JSONValue) throws(MemberError) {
        var values: [String: String] = [:]
        for (key, value) in try json.members("labels") {
            values[key] = try value.text("labels.\(key.prefix(Self.characterLimit))")
        }
        self = try Labels(values)
    }

    package var json: JSONValue {
        var object = JSONObject()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { object[key] = .string(value) }
        return .object(object)
    }

    private static func check(_ key: String, _ value: String) throws(MemberError) {
        let member = "labels.\(key.prefix(characterLimit))"
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard let first = key.utf8.first, letters.contains(first), isAllowed(key) else {
            throw MemberError(
                member, "needs a key of 1 to \(characterLimit) of a-z, 0-9, _ and -, a letter first"
            )
        }
        guard isAllowed(value) else {
            throw MemberError(
                member, "needs a value of at most \(characterLimit) of a-z, 0-9, _ and -")
        }
    }

    private static func isAllowed(_ text: String) -> Bool {
        text.utf8.count <= characterLimit
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
