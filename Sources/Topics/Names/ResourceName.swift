/// The rule that names of topics and subscriptions obey, which is that of Google Cloud Pub/Sub.
///
/// 3 to 255 characters: a letter first, then letters, digits and any of `-_.~+%`. Pub/Sub's reserved
/// prefix `goog` is kept free as well, so that a topology can move there.
public protocol ResourceName: Hashable, Sendable, CustomStringConvertible {
    /// What such a name is called in an error, such as "a topic name".
    static var meaning: String { get }

    /// The name as it is written.
    var text: String { get }

    /// Reads a name.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    init(_ text: String) throws(NameError)
}

extension ResourceName {
    /// The name as it is written.
    public var description: String { text }

    static func check(_ text: String) throws(NameError) {
        guard (3...255).contains(text.utf8.count) else {
            throw NameError(
                text, isNot: meaning,
                because: "it has \(text.utf8.count) bytes, and 3 to 255 are allowed")
        }
        guard let first = text.utf8.first, isLetter(first) else {
            throw NameError(text, isNot: meaning, because: "it must start with a letter")
        }
        guard text.utf8.allSatisfy(isAllowed) else {
            throw NameError(
                text, isNot: meaning, because: "only letters, digits and -_.~+% are allowed")
        }
        guard !text.utf8.starts(with: "goog".utf8) else {
            throw NameError(text, isNot: meaning, because: "names starting with goog are reserved")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        let lowerCase = byte | 0x20
        return lowerCase >= UInt8(ascii: "a") && lowerCase <= UInt8(ascii: "z")
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "%"):
            true
        default:
            isLetter(byte)
        }
    }
}
