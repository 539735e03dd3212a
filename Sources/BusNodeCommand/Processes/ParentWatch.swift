/// Notices that the process which started this one is gone, however it went.
///
/// The parent sets `BUSNODE_PARENT=stdin` and holds the other end of our standard input without ever
/// writing: its end is the end of the parent. Without the variable the standard input says nothing, since
/// other supervisors start programs with `/dev/null` there.
enum ParentWatch {
    /// The variable that a parent of ours sets.
    static let variable = "BUSNODE_PARENT"
    /// What the parent sets it to.
    static let value = "stdin"

    /// Whether the parent can be watched.
    static func isPossible(_ environment: [String: String]) -> Bool {
        environment[variable] == value
    }

    /// Returns when the parent is gone.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    static func untilParentIsGone(_ input: PipeEnd = PipeEnd(owning: 0)) async throws {
        while try await input.read(atMost: 512) != nil {}
    }
}
