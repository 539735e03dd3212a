import Testing
import Topics

@testable import Handlers

final class LeaseQueueTests {
    private let one = SessionID(high: 0, low: 1)
    private let two = SessionID(high: 0, low: 2)
    private var queue = LeaseQueue<Int>()

    private func attach(_ session: SessionID, messages: UInt32 = 10, bytes: UInt64 = 1_000) {
        queue.attach(
            session, window: Window(messages: messages, bytes: bytes), peer: PeerID(session.low))
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

    private func grants(at now: Int64 = 0) -> [String] {
        var grants: [String] = []
        while let grant = queue.grant(at: now, until: now + 100) {
            grants.append("\(grant.item)/\(grant.attempt) to \(grant.session.low)")
        }
        return grants
    }

    @Test func `consumers with room take turns`() {
        attach(one)
        attach(two)
        for item in 1...4 { queue.append(item, bytes: 1) }
        #expect(grants() == ["1/1 to 1", "2/1 to 2", "3/1 to 1", "4/1 to 2"])
    }

    @Test func `a consumer gets no more messages than its window`() {
        attach(one, messages: 2)
        for item in 1...3 { queue.append(item, bytes: 1) }
        #expect(grants() == ["1/1 to 1", "2/1 to 1"])
        #expect(settle(1, attempt: 1))
        #expect(grants() == ["3/1 to 1"])
    }

    @Test func `a consumer gets no more bytes than its window, but one item of any size`() {
        attach(one, bytes: 100)
        queue.append(1, bytes: 500)
        queue.append(2, bytes: 60)
        queue.append(3, bytes: 60)
        #expect(grants() == ["1/1 to 1"])
        #expect(settle(1, attempt: 1))
        #expect(grants() == ["2/1 to 1"])
    }

    @Test func `what is given back goes before what was never given out`() {
        attach(one, messages: 1)
        for item in 1...3 { queue.append(item, bytes: 1) }
        #expect(grants() == ["1/1 to 1"])
        #expect(giveBack(1, attempt: 1))
        #expect(grants() == ["1/2 to 1"])
    }

    @Test func `only the newest attempt settles`() {
        attach(one)
        queue.append(1, bytes: 1)
        _ = grants()
        #expect(giveBack(1, attempt: 1))
        _ = grants()
        #expect(!settle(1, attempt: 1))
        #expect(settle(1, attempt: 2))
        #expect(!settle(1, attempt: 2))
        #expect(queue.count == 0)
    }

    @Test func `an attempt whose lease has just ended still settles`() {
        attach(one)
        queue.append(1, bytes: 1)
        _ = grants()
        #expect(giveBack(1, attempt: 1))
        #expect(settle(1, attempt: 1))
    }

    @Test func `an acknowledgement from before a restart settles`() {
        queue.append(7, bytes: 1)
        queue.append(8, bytes: 1)
        #expect(settle(7, attempt: 1))
        #expect(queue.waitingItems == [8])
    }

    @Test func `what is given back for later waits until then`() {
        attach(one)
        queue.append(1, bytes: 1)
        _ = grants()
        #expect(giveBack(1, attempt: 1, notBefore: 50))
        #expect(grants(at: 49) == [])
        #expect(queue.nextDeadline <= 50)
        #expect(grants(at: 50) == ["1/2 to 1"])
    }

    @Test func `leases that are over are found, others are not`() {
        attach(one)
        queue.append(1, bytes: 1)
        queue.append(2, bytes: 1)
        _ = grants()
        #expect(extend(2, attempt: 1, until: 500))
        #expect(overdue(at: 99) == [])
        #expect(overdue(at: 100) == [1])
        #expect(queue.nextDeadline == 500)
    }

    @Test func `nobody gets anything while his connection is away`() {
        attach(one)
        queue.suspend(one)
        queue.append(1, bytes: 1)
        #expect(grants() == [])
        attach(one)
        #expect(grants() == ["1/1 to 1"])
    }

    @Test func `what a session has counts when it is attached again`() {
        attach(one, messages: 1)
        queue.append(1, bytes: 1)
        queue.append(2, bytes: 1)
        _ = grants()
        queue.detach(one)
        attach(one, messages: 1)
        #expect(grants() == [])
        #expect(settle(1, attempt: 1))
        #expect(grants() == ["2/1 to 1"])
    }
}
