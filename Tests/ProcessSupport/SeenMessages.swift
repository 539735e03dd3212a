package import BusNode
import Synchronization

/// What a publisher was promised, and what a subscriber got, by the keys of the messages.
package final class SeenMessages: Sendable {
    private let state = Mutex(State())

    /// Nothing yet.
    package init() {}

    private struct State {
        var confirmed: [String: MessageID] = [:]
        var delivered: [String: Set<MessageID?>] = [:]
    }

    /// What was confirmed, by its key.
    package var confirmed: [String: MessageID] { state.withLock { $0.confirmed } }
    /// Under which identifiers a key came.
    package var delivered: [String: Set<MessageID?>] { state.withLock { $0.delivered } }

    /// Notes a confirmation.
    package func add(confirmed message: MessageID, of key: String) {
        state.withLock { $0.confirmed[key] = message }
    }

    /// Notes a delivery.
    package func add(delivered message: MessageID, of key: String) {
        state.withLock { _ = $0.delivered[key, default: []].insert(message) }
    }
}
