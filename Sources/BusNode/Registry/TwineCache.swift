import Topics
import Twined

/// The twines that a node has been told, which never change.
struct TwineCache: Sendable {
    /// Most twines that are kept: at 65,536 bytes of text each they stay below a few hundred megabytes.
    static let limit = 128
    /// How long questions wait for a twine that is not known yet, in milliseconds; then the child alone
    /// checks them.
    static let patience: Int64 = 2_000

    private var twines: [ServiceRevision: Twine] = [:]
    private var order: [ServiceRevision] = []

    /// The twine of a revision, if it is known.
    subscript(revision: ServiceRevision) -> Twine? { twines[revision] }

    /// Remembers a twine, and for that forgets the one that was told first when there are too many.
    mutating func add(_ twine: Twine, of revision: ServiceRevision) {
        guard twines.updateValue(twine, forKey: revision) == nil else { return }
        order.append(revision)
        if order.count > Self.limit { twines[order.removeFirst()] = nil }
    }
}
