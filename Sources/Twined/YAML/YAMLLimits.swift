/// How large, how deep and how full a YAML text may be before it is refused.
public struct YAMLLimits: Hashable, Sendable {
    /// The largest text, in bytes.
    public var byteLimit: Int
    /// The most sequences and mappings that may lie inside each other.
    public var depthLimit: Int
    /// The most values, keys not counted.
    public var nodeLimit: Int

    /// The limits that hold where nothing else is said.
    ///
    /// - 1 MiB: a thousand times what people write into a configuration.
    /// - 64 levels: every level takes stack frames, and these fit the smallest thread stack (512 KiB);
    ///   configurations stay below 10.
    /// - 100,000 values: what a text of this size holds when it is no attack; they take some 10 MB.
    public static let standard = YAMLLimits(
        byteLimit: 1 << 20, depthLimit: 64, nodeLimit: 100_000)

    /// Limits of one's own.
    public init(byteLimit: Int, depthLimit: Int, nodeLimit: Int) {
        precondition(
            byteLimit > 0 && depthLimit > 0 && nodeLimit > 0, "a limit of YAML is at least 1")
        self.byteLimit = byteLimit
        self.depthLimit = depthLimit
        self.nodeLimit = nodeLimit
    }
}
