import Testing
import Topics

@testable import Handlers

/// What a subscription owes may be larger than what is kept of it in memory.
struct BacklogTests {
    private let bus: BackboneDriver
    private let count = UInt64(Lane.limit * 2 + 100)

    init() throws {
        bus = try BackboneDriver()
        try bus.join(1)
        try bus.join(2)
        try bus.makeTopic("weather")
        _ = try bus.turn(2, .subscribe(window: Window(messages: 0)))
    }

    private func publishAll() throws {
        for _ in 1...count { try bus.say(1, .publish()) }
        _ = try bus.commit()
    }

    private func queue() throws -> DeliveryQueue {
        try #require(bus.backbone.subscriptions[SubscriptionName("sub")]).queue
    }

    /// Takes messages one by one and acknowledges them, and returns their numbers.
    private func drain() throws -> [UInt64] {
        var taken: [UInt64] = []
        _ = try bus.turn(2, .subscribe(window: Window(messages: 50)))
        while case .deliver(let delivery) = bus.sent.last(where: { command in
            guard case .deliver(let delivery) = command else { return false }
            return delivery.message.id.number > taken.last ?? 0
        }) {
            let newest = delivery.message.id.number
            let numbers = (taken.last ?? 0) + 1...newest
            taken += numbers
            for number in numbers { _ = try bus.turn(2, .acknowledge(number)) }
        }
        return taken
    }

    @Test func `a backlog is given out whole and in order, whatever part of it is in memory`()
        throws
    {
        try publishAll()
        #expect(try drain() == Array(1...count))
        #expect(try bus.backbone.owed.size(of: 1) == OwedStore.Size())
    }

    @Test func `a restart with a backlog goes on where it was`() throws {
        try publishAll()
        try bus.crash()
        try bus.join(1)
        try bus.join(2)
        #expect(try drain() == Array(1...count))
    }

    @Test func `what came while nobody read takes no more memory than a page`() throws {
        try publishAll()
        #expect(try queue().memoryCount == Lane.limit)
        try bus.crash()
        #expect(try queue().memoryCount == 0)
    }

    @Test func `a message whose delay ends behind what is in memory comes in its turn`() throws {
        try bus.say(1, .publish("late", delay: 1_000))
        try publishAll()
        _ = try bus.wait(2_000)
        _ = try bus.turn(2, .subscribe(window: Window(messages: 1)))
        #expect(bus.sent.last?.payload == Payload("late"))
    }

    @Test func `a late acknowledgement settles what is in the store only`() throws {
        try publishAll()
        #expect(try bus.turn(2, .acknowledge(count), 5) == ["commit", "2: CONFIRM 5=1"])
        #expect(try bus.backbone.owed.size(of: 1).messages == Int(count) - 1)
    }
}
