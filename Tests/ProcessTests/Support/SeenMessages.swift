import BusNode
import Synchronization

/// What a publisher was promised, and what a subscriber got, by the keys of the messages.
final class SeenMessages: Sendable {
    private let state = Mutex(State())

    private struct State {
        var confirmed: [String: MessageID] = [:]
        var delivered: [String: Set<MessageID?>] = [:]
    }

    var confirmed: [String: MessageID] { state.withLock { $0.confirmed } }
    var delivered: [String: Set<MessageID?>] { state.withLock { $0.delivered } }

    func add(confirmed message: MessageID, of key: String) {
        state.withLock { $0.confirmed[key] = message }
    }

    func add(delivered message: MessageID, of key: String) {
        state.withLock { _ = $0.delivered[key, default: []].insert(message) }
    }
}
