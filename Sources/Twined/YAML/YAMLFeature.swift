/// Something that YAML has and that is refused here, by the name that a message uses.
public enum YAMLFeature: String, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// `&name`.
    case anchor = "an anchor (&)"
    /// `*name`.
    case alias = "an alias (*)"
    /// `!name` and `!!name`.
    case tag = "a tag (!)"
    /// `<<` as a key.
    case mergeKey = "a merge key (<<)"
    /// `? key` on a line of its own.
    case explicitKey = "an explicit key (?)"
    /// A key that is a sequence or a mapping.
    case collectionKey = "a sequence or mapping as a key"
    /// A key that reads as a number, true, false or null, or that is not there at all.
    case keyThatIsNoText = "a key that is no text"
    /// A second document.
    case secondDocument = "a second document"
    /// `%TAG` and any other directive but `%YAML 1.2`.
    case directive = "a directive other than %YAML 1.2"
    /// `.inf` and `.nan`, which JSON does not have.
    case infinityOrNaN = "a number that is infinite or none (.inf, .nan)"
    /// `0x…` and `0o…` of more than 64 bits.
    case longInteger = "a hexadecimal or octal number of more than 64 bits"

    /// The name.
    public var description: String { rawValue }

    /// What to write in its place, as a clause; empty where there is nothing to say.
    public var advice: String {
        switch self {
        case .anchor, .alias: "write the value out where it is needed"
        case .tag: "leave it out; put a text in quotes"
        case .mergeKey: "write the keys out, or put \"<<\" in quotes if it is a key"
        case .explicitKey: "write \"key: value\""
        case .collectionKey: "a key is a text"
        case .keyThatIsNoText: "put it in quotes"
        case .secondDocument: "a file holds one"
        case .directive: "leave it out"
        case .infinityOrNaN: "JSON has none; put it in quotes if it is a text"
        case .longInteger: "write it in decimal, or put it in quotes if it is a text"
        }
    }
}
