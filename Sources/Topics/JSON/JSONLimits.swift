/// How large and how deep a JSON text may be before it is refused.
public struct JSONLimits: Hashable, Sendable {
    /// The largest text, in bytes.
    public var byteLimit: Int
    /// The most arrays and objects that may lie inside each other.
    public var depthLimit: Int

    /// The limits that hold where nothing else is said.
    ///
    /// - 64 MiB: more than six of the largest messages of Pub/Sub (10 MB), while the values, which take
    ///   up to twenty times the bytes of their text, still fit in the memory of a small machine.
    /// - 128 levels: every level takes a stack frame, and this many fit the smallest thread stack
    ///   (512 KiB) several times over; documents made by people stay below 20.
    public static let standard = JSONLimits(byteLimit: 64 << 20, depthLimit: 128)

    /// Limits of one's own.
    public init(byteLimit: Int, depthLimit: Int) {
        precondition(byteLimit > 0 && depthLimit > 0, "a limit of JSON is at least 1")
        self.byteLimit = byteLimit
        self.depthLimit = depthLimit
    }
}
