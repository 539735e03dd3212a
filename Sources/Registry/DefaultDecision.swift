/// Whether a revision that is being registered becomes the default one, and why.
package struct DefaultDecision: Equatable, Sendable {
    /// Whether it becomes the default one.
    package let becomesDefault: Bool
    /// Why, in words that go to the history and to whoever registers it.
    package let reason: String

    /// A decision with its reason.
    package init(becomesDefault: Bool, reason: String) {
        self.becomesDefault = becomesDefault
        self.reason = reason
    }

    static func yes(_ reason: String) -> DefaultDecision {
        DefaultDecision(becomesDefault: true, reason: reason)
    }

    static func no(_ reason: String) -> DefaultDecision {
        DefaultDecision(becomesDefault: false, reason: reason)
    }
}
