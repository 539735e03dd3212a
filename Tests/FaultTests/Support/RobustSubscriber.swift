import BusNode
import ProcessSupport
import Synchronization

/// A subscriber that survives a poisonous message: it refuses it until it is cured.
final class RobustSubscriber: Sendable {
    let seen = SeenMessages()
    private let poison: String
    private let isCured = Atomic(false)

    private struct Refused: Error {}

    init(poison: String) {
        self.poison = poison
    }

    func take(_ message: Message) throws {
        let key = String(decoding: message.payload.bytes, as: UTF8.self)
        if key == poison, !isCured.load(ordering: .relaxed) { throw Refused() }
        seen.add(delivered: message.id, of: key)
    }

    func cure() {
        isCured.store(true, ordering: .relaxed)
    }
}
