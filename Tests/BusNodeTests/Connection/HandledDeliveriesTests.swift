import BusNode
import Testing

struct HandledDeliveriesTests {
    private func delivery(_ message: UInt64, lease: UInt32 = 10_000) throws -> Delivery {
        Delivery(
            subscription: try SubscriptionName("sub"), attempt: 1, leaseMilliseconds: lease,
            message: Message(
                id: MessageID(message), published: Timestamp(microseconds: 0),
                topic: try TopicName("weather"), payload: .empty))
    }

    private func lines(_ changes: [LeaseChange]) -> [String] {
        changes.map { "\($0.delivery.message) by \($0.milliseconds)" }
    }

    @Test func `a lease is extended by its length whenever half of it is over`() throws {
        var handled = HandledDeliveries()
        handled.begin(try delivery(1), at: 0)
        handled.begin(try delivery(2, lease: 20_000), at: 0)
        #expect(lines(handled.extensions(at: 4_999)) == [])
        #expect(lines(handled.extensions(at: 5_000)) == ["1 by 10000"])
        #expect(lines(handled.extensions(at: 5_001)) == [])
        #expect(lines(handled.extensions(at: 10_000)) == ["1 by 10000", "2 by 20000"])
    }

    @Test func `what is dealt with is extended no more`() throws {
        var handled = HandledDeliveries()
        handled.begin(try delivery(1), at: 0)
        handled.begin(try delivery(2), at: 0)
        handled.end(
            DeliveryReference(message: MessageID(1), attempt: 1), of: try SubscriptionName("sub"))
        #expect(lines(handled.extensions(at: 5_000)) == ["2 by 10000"])
    }

    @Test func `after an hour a lease is extended no more`() throws {
        var handled = HandledDeliveries()
        handled.begin(try delivery(1), at: 0)
        var last: Int64 = 0
        for now in stride(from: Int64(0), through: 4_000_000, by: 250)
        where !handled.extensions(at: now).isEmpty {
            last = now
        }
        #expect(last == 3_595_000)
    }
}
