/// What users may be called.
enum UserID {
    /// The longest id in bytes.
    static let limit = 64

    /// What is wrong with an id; nil when nothing is.
    static func problem(_ id: String) -> String? {
        let isGood = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "@"):
                true
            default: false
            }
        }
        return isGood ? nil : "has something else than a-z, 0-9, -, _, . and @"
    }
}
