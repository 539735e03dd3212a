package import Topics

extension RevisionTag {
    /// The version that the tag names, or nil for a branch, a commit, a nickname or `latest`.
    ///
    /// Any spelling of PEP 440 is a version, but for one exception: a tag of 7 to 64 characters that are
    /// all hexadecimal digits (0-9, a-f) is taken for the hash of a commit. To PEP 440 a hash like
    /// `1234567` or `12345a7` is a version, one that is higher than all others; about every tenth short
    /// hash is of that kind. A `v` in front makes such a number a version again.
    package var version: Version? {
        isLikeHash ? nil : Version(text)
    }

    private var isLikeHash: Bool {
        (7...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
                    true
                default:
                    false
                }
            }
    }
}
