import TestSupport
import Testing
import Topics

@testable import Handlers

struct TopicTests {
    private let driver: BackboneDialogue
    private let weather: TopicName
    private let sub: SubscriptionName

    init() throws {
        driver = try BackboneDialogue()
        weather = try TopicName("weather")
        sub = try SubscriptionName("sub")
        try driver.open(1, 2)
        try driver.makeTopic("weather", from: 1)
    }

    private func publish(
        _ text: String, key: String = "", attributes: [String: String] = [:], from peer: UInt64 = 1
    ) throws -> [Command] {
        try driver.send(
            .publish(
                Publication(
                    topic: weather, deduplicationKey: key, attributes: Attributes(attributes),
                    payload: Payload(text))), 9, from: peer)
    }

    private func subscribe(messages: UInt32 = 10, filter: String = "", from peer: UInt64) throws
        -> [Command]
    {
        try driver.send(
            .subscribe(
                SubscriptionRequest(
                    subscription: sub, topic: weather, window: Window(messages: messages),
                    filter: filter)), 3, from: peer)
    }

    private func deliveries(to peer: UInt64) -> [String] {
        driver.sent(to: peer).compactMap { command in
            guard case .deliver(let delivery) = command else { return nil }
            return String(decoding: delivery.message.payload.bytes, as: UTF8.self)
                + "/\(delivery.attempt)"
        }
    }

    private func acknowledge(_ message: UInt64, attempt: UInt32 = 1, from peer: UInt64) throws
        -> [Command]
    {
        try driver.send(
            .acknowledge(
                Acknowledgement(
                    subscription: sub,
                    deliveries: [
                        DeliveryReference(message: MessageID(message), attempt: attempt)
                    ])), 4, from: peer)
    }

    @Test func `a message is delivered and then confirmed, both after the commit`() throws {
        _ = try subscribe(from: 2)
        #expect(try publish("rain") == [.confirm([Confirmation(correlation: 9, number: 1)])])
        #expect(deliveries(to: 2) == ["rain/1"])
        #expect(driver.afterCommit.count == 2)
    }

    @Test func `a subscription is owed what was published after it was made`() throws {
        _ = try publish("too early")
        _ = try subscribe(from: 2)
        #expect(deliveries(to: 2) == [])
    }

    @Test func `an acknowledged message is not delivered again`() throws {
        _ = try subscribe(from: 2)
        _ = try publish("rain")
        #expect(
            try acknowledge(1, from: 2) == [.confirm([Confirmation(correlation: 4, number: 1)])])
        try driver.pass(11_000)
        #expect(deliveries(to: 2) == [])
    }

    @Test func `a message that is not acknowledged in time is delivered again`() throws {
        _ = try subscribe(from: 2)
        _ = try publish("rain")
        try driver.pass(9_000)
        try driver.send(.ping, from: 2)
        try driver.pass(1_000)
        #expect(deliveries(to: 2) == ["rain/2"])
    }

    @Test func `a deadline can be moved, by who has the message alone`() throws {
        _ = try subscribe(from: 2)
        _ = try publish("rain")
        let change = LeaseChange(
            subscription: sub, delivery: DeliveryReference(message: MessageID(1), attempt: 1),
            milliseconds: 60_000)
        #expect(
            try driver.send(.extend(change), 5, from: 2)
                == [.confirm([Confirmation(correlation: 5, number: 0)])])
        guard case .error(let refusal)? = try driver.send(.extend(change), 6, from: 1).first else {
            Issue.record("another session extended the lease")
            return
        }
        #expect(refusal.code == .notLeased)
    }

    @Test func `a rejected message is delivered again, to whoever is next`() throws {
        _ = try subscribe(from: 2)
        _ = try publish("rain")
        _ = try subscribe(from: 1)
        let change = LeaseChange(
            subscription: sub, delivery: DeliveryReference(message: MessageID(1), attempt: 1),
            milliseconds: 0)
        try driver.send(.reject(change), 5, from: 2)
        #expect(deliveries(to: 1) + deliveries(to: 2) == ["rain/2"])
    }

    @Test func `what a session had goes to others when it ends`() throws {
        _ = try subscribe(from: 2)
        _ = try publish("rain")
        _ = try subscribe(from: 1)
        try driver.send(.bye, from: 2)
        #expect(deliveries(to: 1) == ["rain/2"])
    }

    @Test func `a subscriber that comes back is sent again what it has, under the same attempt`()
        throws
    {
        _ = try subscribe(from: 2)
        _ = try publish("rain")
        try driver.turn(.lost(PeerID(2)))
        try driver.send(.hello(BackboneDialogue.hello(2)), from: 3)
        _ = try subscribe(from: 3)
        #expect(deliveries(to: 3) == ["rain/1"])
    }

    @Test func `a filter decides which messages are owed`() throws {
        _ = try subscribe(filter: #"attributes.kind = "rain""#, from: 2)
        _ = try publish("sun", attributes: ["kind": "sun"])
        #expect(deliveries(to: 2) == [])
        _ = try publish("rain", attributes: ["kind": "rain"])
        #expect(deliveries(to: 2) == ["rain/1"])
    }

    @Test func `a subscription keeps what it was made with`() throws {
        _ = try subscribe(from: 2)
        guard case .error(let refusal)? = try subscribe(filter: "attributes:x", from: 1).first
        else {
            Issue.record("the filter was changed")
            return
        }
        #expect(refusal.code == .conflict)
        #expect(refusal.detail == "the subscription sub exists already, with the filter (none)")
    }

    @Test func `a deduplication key is remembered for ten minutes`() throws {
        let first = try publish("rain", key: "k")
        #expect(try publish("rain", key: "k") == first)
        try driver.pass(600_000)
        try driver.open(1)
        #expect(
            try publish("rain", key: "k") == [.confirm([Confirmation(correlation: 9, number: 2)])])
    }

    @Test func `messages can be fetched again, each with the one before it`() throws {
        for text in ["a", "b", "c"] { _ = try publish(text) }
        let fetched = try driver.send(
            .fetch(
                FetchRequest(topic: weather, after: MessageID(1), before: MessageID(0), limit: 9)),
            8, from: 2)
        let links = fetched.compactMap { command -> String? in
            guard case .message(let stored) = command else { return nil }
            return "\(stored.previous) \(stored.message.id)"
        }
        #expect(links == ["1 2", "2 3"])
        #expect(fetched.last == .confirm([Confirmation(correlation: 8, number: 2)]))
    }

    @Test func `after a restart what is owed is delivered, and numbers go on`() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("backbone.sqlite")
        let before = try BackboneDialogue(path: path)
        try before.open(1)
        try before.makeTopic("weather", from: 1)
        try before.send(
            .subscribe(
                SubscriptionRequest(
                    subscription: sub, topic: weather, window: Window(messages: 0))), from: 1)
        try before.send(
            .publish(Publication(topic: weather, payload: Payload("rain"))), from: 1)
        try before.close()

        let after = try BackboneDialogue(path: path)
        #expect(after.backbone.run == 2)
        try after.open(2)
        let commands = try after.send(
            .subscribe(
                SubscriptionRequest(
                    subscription: sub, topic: weather, window: Window(messages: 5))), from: 2)
        guard case .deliver(let delivery)? = commands.first else {
            Issue.record("nothing was delivered")
            return
        }
        #expect(delivery.message.id == MessageID(1))
        let confirmed = try after.send(
            .publish(Publication(topic: weather, payload: Payload("sun"))), 1, from: 2)
        guard case .confirm(let confirmations)? = confirmed.last else { return }
        #expect(confirmations[0].number > 1)
        try after.close()
    }

    @Test func `old messages that nobody is owed are removed`() throws {
        _ = try publish("rain")
        try driver.pass(700_000)
        try driver.open(2)
        let fetched = try driver.send(
            .fetch(
                FetchRequest(topic: weather, after: MessageID(0), before: MessageID(0), limit: 9)),
            8, from: 2)
        #expect(fetched == [.confirm([Confirmation(correlation: 8, number: 0)])])
    }
}
