/// Why files, datasets or manifests cannot be used as was wanted.
public struct DataError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong, for code that acts on it.
    public enum Reason: Hashable, Sendable {
        /// The path leads out of the allowed roots, or is none of a local file.
        case refused
        /// There is nothing at the path.
        case missing
        /// The system would not do it.
        case failed
        /// A manifest, a metadata file, a label or a filter is not of the form it needs.
        case malformed
        /// A named limit of `DataLimits` is passed.
        case overLimit
        /// The content is not what its hash or size says.
        case mismatch
        /// A value that has no hash.
        case unhashable
        /// A filter found another number of files than was wanted.
        case count
        /// A sequence of files does not begin or go on as it was said to.
        case brokenSequence
    }

    /// What kind of thing went wrong.
    public let reason: Reason
    /// One sentence that names the path or value, and the limit or rule.
    public let description: String

    init(_ reason: Reason, _ description: String) {
        self.reason = reason
        self.description = description
    }
}
