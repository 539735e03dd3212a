import Store
import Topics

/// One turn of the market: something was asked, found out or is due; the store is changed, and what follows
/// outside is collected. Who began the turn commits, and then carries out the directives.
package final class MarketTurn {
    /// What the market remembers.
    let store: MarketStore
    /// How it goes about it.
    let settings: MarketSettings
    /// When.
    let now: Timestamp
    /// What is to be done once all is on disk.
    private(set) var directives: [MarketDirective] = []

    init(_ store: MarketStore, _ settings: MarketSettings, at now: Timestamp) {
        self.store = store
        self.settings = settings
        self.now = now
    }

    /// Has something done once all is on disk.
    func `do`(_ directive: MarketDirective) {
        directives.append(directive)
    }

    /// Forgets what was to be done, but for what came first: what the rest followed from is undone.
    func forgetDirectives(after count: Int) {
        directives.removeSubrange(count...)
    }

    /// Tells everybody what has happened, once it is on disk.
    func tell(_ kind: MarketEvent.Kind, _ details: JSONObject) throws(StoreError) {
        try store.events.add(kind, details, at: now)
    }
}
