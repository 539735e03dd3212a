import BusNode
import Synchronization

/// A handler that holds what it is given until the test lets go of it, and counts.
final class HeldMessages: Sendable {
    private let held = Atomic(0)
    private let isOver = Atomic(false)

    /// How many deliveries there were.
    var count: Int { held.load(ordering: .relaxed) }

    func hold(_ message: Message) async throws {
        held.add(1, ordering: .relaxed)
        while !isOver.load(ordering: .relaxed) {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    func letGo() {
        isOver.store(true, ordering: .relaxed)
    }
}
