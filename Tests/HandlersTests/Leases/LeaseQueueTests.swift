@testable import Handlers
import Testing
import Topics

final class LeaseQueueTests {
    private var queue = LeaseQueue<Int>()
    private let one = SessionID(high: 0, low: 1)
    private let two = SessionID(high: 0, low: 2)
    private let peer = PeerID(1)

    /// Gives out items at a time until nobody has room: `item/attempt to session`.
    private func grants(at now: Int64 = 0, until deadline: Int64 = 100) -> [String] {
        var granted: [String] = []
        while let grant = queue.grant(at: now, until: deadline) {
            granted.append("\(grant.item)/\(grant.attempt) to \(grant.session.low)")
        }
        return granted
    }

    private func settle(_ item: Int, attempt: UInt32) -> Bool {
        queue.settle(item, attempt: attempt)
    }

    private func giveBack(_ item: Int, attempt: UInt32, notBefore: Int64 = .min) -> Bool {
        queue.giveBack(item, attempt: attempt, notBefore: notBefore)
    }

    private func extend(_ item: Int, attempt: UInt32, until deadline: Int64) -> Bool {
        queue.extend(item, attempt: attempt, until: deadline)
    }

    private func overdue(at now: Int64) -> [Int] {
        queue.overdue(at: now).map(\.item)
    }

    private func remove(_ item: Int) -> UInt32? {
        queue.remove(item)?.attempt
    }

    private func fill(_ items: ClosedRange<Int>, bytes: Int = 10) {
        for item in items { queue.append(item, bytes: bytes) }
    }

    private func attach(_ session: SessionID, _ messages: UInt32, bytes: UInt64 = 1_000) {
        queue.attach(session, window: Window(messages: messages, bytes: bytes), peer: peer)
    }

    @Test func `consumers with room take turns`() {
        attach(one, 2)
        attach(two, 3)
        fill(1...6)
        #expect(grants() == ["1/1 to 1", "2/1 to 2", "3/1 to 1", "4/1 to 2", "5/1 to 2"])
        #expect(queue.waitingItems == [6])
        #expect(settle(2, attempt: 1))
        #expect(grants() == ["6/1 to 2"])
        #expect(queue.count == 5)
    }

    @Test(arguments: [
        (1_000, [10, 10, 10], 3), (20, [10, 10, 10], 2), (5, [10, 10, 10], 1), (0, [10, 10], 1),
        (25, [10, 20, 5], 1), (30, [30, 1], 1), (31, [30, 1], 2),
    ])
    func `a window holds so many bytes, or one item that is larger`(
        _ window: UInt64, _ sizes: [Int], _ granted: Int
    ) {
        attach(one, 10, bytes: window)
        for (item, size) in sizes.enumerated() { queue.append(item, bytes: size) }
        #expect(grants().count == granted)
    }

    @Test func `nobody gets anything in a window of none`() {
        attach(one, 0)
        fill(1...1)
        #expect(grants() == [])
        attach(one, 1)
        #expect(grants() == ["1/1 to 1"])
    }

    @Test func `what was given back goes first, oldest first, under the next attempt`() {
        attach(one, 3)
        fill(1...5)
        _ = grants()
        #expect(giveBack(3, attempt: 1))
        #expect(giveBack(1, attempt: 1))
        #expect(queue.waitingItems == [1, 3, 4, 5])
        #expect(grants() == ["1/2 to 1", "3/2 to 1"])
        #expect(!giveBack(1, attempt: 1))
        #expect(!giveBack(5, attempt: 1))
    }

    @Test func `only the newest attempt settles`() {
        attach(one, 1)
        fill(1...1)
        _ = grants()
        _ = queue.giveBack(1, attempt: 1)
        _ = grants()
        #expect(!settle(1, attempt: 1))
        #expect(!settle(1, attempt: 3))
        #expect(settle(1, attempt: 2))
        #expect(!settle(1, attempt: 2))
        #expect(queue.count == 0)
    }

    @Test(arguments: [(1 as UInt32, false), (2, true), (3, true)])
    func `an item that was given back is settled by its newest attempt`(
        _ attempt: UInt32, _ isSettled: Bool
    ) {
        queue.append(1, bytes: 10, attempts: 2)
        #expect(settle(1, attempt: attempt) == isSettled)
        #expect(queue.count == (isSettled ? 0 : 1))
    }

    @Test func `an item that a restart forgot to have given out is settled by attempt 1`() {
        fill(1...3)
        #expect(!settle(2, attempt: 2))
        #expect(settle(2, attempt: 1))
        #expect(queue.waitingItems == [1, 3])
        #expect(!settle(7, attempt: 1))
    }

    @Test func `an item is given back for some time`() {
        attach(one, 2)
        fill(1...2)
        _ = grants()
        #expect(giveBack(1, attempt: 1, notBefore: 50))
        #expect(grants(at: 49) == [])
        #expect(queue.nextDeadline == 50)
        #expect(overdue(at: 49).isEmpty)
        #expect(overdue(at: 50).isEmpty)
        #expect(grants(at: 50) == ["1/2 to 1"])
    }

    @Test func `an item that is given back for some time lets others pass`() {
        attach(one, 1)
        fill(1...2)
        _ = grants()
        _ = queue.giveBack(1, attempt: 1, notBefore: 50)
        #expect(grants() == ["2/1 to 1"])
    }

    @Test func `leases end at their deadlines, unless they are extended`() {
        attach(one, 9)
        fill(1...3)
        #expect(queue.nextDeadline == .max)
        _ = grants(until: 100)
        #expect(queue.nextDeadline == 100)
        #expect(extend(2, attempt: 1, until: 150))
        #expect(!extend(2, attempt: 2, until: 500))
        #expect(overdue(at: 99).isEmpty)
        #expect(overdue(at: 100) == [1, 3])
        #expect(queue.nextDeadline == 150)
        #expect(extend(2, attempt: 1, until: 120))
        #expect(queue.nextDeadline == 120)
    }

    @Test func `who is suspended gets nothing, and keeps what he has`() {
        attach(one, 2)
        fill(1...1)
        _ = grants()
        queue.suspend(one)
        fill(2...3)
        #expect(grants() == [])
        #expect(queue.hasConsumers)
        queue.attach(one, window: Window(messages: 2), peer: PeerID(2))
        #expect(grants() == ["2/1 to 1"])
        #expect(queue.leases(of: one).map(\.item) == [1, 2])
        #expect(queue.leases(of: one).map(\.lease.peer) == [PeerID(1), PeerID(2)])
    }

    @Test func `who is detached keeps his leases, which fill his window when he is back`() {
        attach(one, 2)
        fill(1...3)
        _ = grants()
        queue.detach(one)
        #expect(!queue.hasConsumers)
        #expect(queue.leases(of: one).map(\.item) == [1, 2])
        attach(one, 2)
        #expect(grants() == [])
        #expect(settle(1, attempt: 1))
        #expect(grants() == ["3/1 to 1"])
    }

    @Test func `a lease from before a restart counts`() {
        queue.resume(
            4, lease: LeaseQueue.Lease(session: one, attempt: 3, deadline: 70, bytes: 10))
        fill(5...6)
        attach(one, 2)
        #expect(grants() == ["5/1 to 1"])
        #expect(overdue(at: 70) == [4])
        #expect(giveBack(4, attempt: 3))
        #expect(grants() == ["4/4 to 1"])
    }

    @Test func `an item is removed whatever its state`() {
        attach(one, 1)
        fill(1...3)
        queue.append(4, bytes: 10, attempts: 1)
        #expect(grants() == ["4/2 to 1"])
        #expect(remove(4) == 2)
        #expect(remove(2) == nil)
        queue.append(5, bytes: 10, attempts: 1)
        #expect(remove(5) == nil)
        #expect(queue.waitingItems == [1, 3])
        #expect(grants() == ["1/1 to 1"])
    }

    @Test func `the smallest item is known wherever it is`() {
        #expect(queue.smallest == nil)
        attach(one, 1)
        fill(2...4)
        #expect(queue.smallest == 2)
        _ = grants()
        queue.append(1, bytes: 1, attempts: 1)
        #expect(queue.smallest == 1)
        _ = queue.remove(1)
        #expect(queue.smallest == 2)
        _ = queue.settle(2, attempt: 1)
        #expect(queue.smallest == 3)
    }

    @Test func `turns go on fairly when somebody leaves`() {
        attach(one, 9)
        attach(two, 9)
        attach(SessionID(high: 0, low: 3), 9)
        fill(1...2)
        _ = grants()
        queue.detach(one)
        fill(3...6)
        #expect(Set(grants().suffix(4).map { $0.suffix(1) }) == ["2", "3"])
    }
}
