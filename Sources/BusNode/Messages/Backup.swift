/// A copy of the backbone's file.
public struct Backup: Hashable, Sendable {
    /// Where it is, at the backbone.
    public let path: String
    /// How large it is, in bytes.
    public let byteCount: Int64
}
