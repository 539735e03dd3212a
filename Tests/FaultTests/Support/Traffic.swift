import BusNode
import Foundation
import ProcessSupport
import Store
import Synchronization
import TestSupport
import Testing

/// Publishers and a subscriber of one topic, who go on through a fault, and what they were told.
///
/// Every message has a key of its own, which is its deduplication key and the first line of its payload;
/// the rest of the payload follows from the key, so that a byte that is not what was published is seen.
final class Traffic: Sendable {
    static let topic = "numbers"
    static let publishers = 8
    /// Messages that each publisher has unconfirmed at a time.
    private static let lanes = 4
    /// Every so many messages one is published twice, as by a publisher that did not hear of the first.
    private static let repeatEvery = 8

    let messages = SeenMessages()
    private let address: BusAddress
    private let payloadSize: Int
    private let repeats: Bool
    private let pause: Duration
    private let isOver = Atomic(false)
    private let refusals = Atomic(0)
    private let keptCount = Atomic(0)
    private let failures = Mutex<[String]>([])

    /// How many publications were refused because there is no room.
    var refused: Int { refusals.load(ordering: .relaxed) }
    /// How many messages the topic still kept at the end.
    var kept: Int { keptCount.load(ordering: .relaxed) }
    var confirmed: Int { messages.confirmed.count }
    var delivered: Int { messages.delivered.count }

    private init(at address: BusAddress, payloadSize: Int, repeats: Bool, pause: Duration) {
        self.address = address
        self.payloadSize = payloadSize
        self.repeats = repeats
        self.pause = pause
    }

    /// Publishes and subscribes for as long as `body` runs, and then until what was confirmed is delivered.
    ///
    /// - Parameters:
    ///   - repeats: whether some messages are published twice.
    ///   - pause: what lies between two messages of a publisher, for tests that take long.
    /// - Returns: what was seen, when every confirmed message was delivered.
    static func on(
        _ bus: TestBus, payloadSize: Int = 100, repeats: Bool = true,
        pause: Duration = .zero, _ body: (Traffic) async throws -> Void
    ) async throws -> Traffic {
        let traffic = Traffic(
            at: bus.address, payloadSize: payloadSize, repeats: repeats, pause: pause)
        try await Node.with(bus.address, as: "subscriber", within: .seconds(30)) { node in
            try await node.createTopic(topic)
            // Before the first publication: a subscription owes nothing from before it was made.
            try await node.createSubscription(
                SubscriptionSettings(
                    subscription: SubscriptionName("all"), topic: TopicName(topic)))
            let subscription = Task {
                try await node.subscribe("all") { traffic.take($0) }
            }
            try await traffic.publish(while: body)
            try await traffic.waitForDelivery()
            subscription.cancel()
            _ = await subscription.result
            try await traffic.checkRetained(by: node)
        }
        traffic.check()
        return traffic
    }

    /// Waits until so many more messages are confirmed.
    func confirm(_ count: Int) async throws {
        let goal = confirmed + count
        try await eventually("\(count) more confirmations") { confirmed >= goal ? () : nil }
    }

    /// The payload of a key.
    static func payload(of key: String, size: Int) -> Payload {
        var seed: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in key.utf8 { seed = (seed ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var random = SeededRandom(seed: seed)
        var bytes = Array("\(key)\n\(size)\n".utf8)
        while bytes.count < size {
            withUnsafeBytes(of: random.next()) { bytes += $0 }
        }
        return Payload(bytes)
    }

    /// The key of a message; nil when a byte of it is not what was published.
    static func key(of message: Message) -> String? {
        let lines = message.payload.bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3 else { return nil }
        let key = String(decoding: lines[0], as: UTF8.self)
        guard let size = Int(String(decoding: lines[1], as: UTF8.self)),
            (0...10_000_000).contains(size), payload(of: key, size: size) == message.payload
        else { return nil }
        return key
    }

    /// Whether SQLite finds nothing wrong with a file that nobody has open.
    static func isSound(_ path: String) throws -> Bool {
        let file = try Connection(path: path)
        let statement = try file.prepare("PRAGMA integrity_check")
        let verdict = try statement.firstRow { $0.text(at: 0) }
        try file.close()
        return verdict == "ok"
    }

    private var undelivered: [String: MessageID] {
        let delivered = messages.delivered
        return messages.confirmed.filter { delivered[$0.key]?.contains($0.value) != true }
    }

    /// Waits until what was confirmed is delivered; says of what is not who got its number instead.
    private func waitForDelivery() async throws {
        do {
            try await eventually("the delivery of all that was confirmed") {
                undelivered.isEmpty ? () : nil
            }
        } catch {
            let missing = undelivered
            let numbers = missing.values.map { Optional($0) }
            let others = messages.delivered.filter { !$0.value.isDisjoint(with: numbers) }
            let keys = others.keys.sorted().prefix(10)
            throw NeverHappened(
                what: "\(error): \(missing.prefix(10)); under their numbers came \(keys)")
        }
    }

    private func take(_ message: Message) {
        guard let key = Self.key(of: message) else {
            return fail("message \(message.id) is not what was published")
        }
        messages.add(delivered: message.id, of: key)
    }

    private func fail(_ what: String) {
        failures.withLock { $0.append(what) }
    }

    private func publish(while body: (Traffic) async throws -> Void) async throws {
        let publishing = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for publisher in 0..<Self.publishers {
                    group.addTask { try await self.publish(as: publisher) }
                }
                try await group.waitForAll()
            }
        }
        do {
            try await body(self)
        } catch {
            publishing.cancel()
            throw error
        }
        isOver.store(true, ordering: .relaxed)
        try await publishing.value
    }

    private func publish(as publisher: Int) async throws {
        let name = "publisher-\(publisher)"
        try await Node.with(address, as: name, within: .seconds(30)) { node in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<Self.lanes {
                    group.addTask { try await self.publish("\(publisher)-\(lane)", by: node) }
                }
                try await group.waitForAll()
            }
        }
    }

    private func publish(_ lane: String, by node: Node) async throws {
        var number = 0
        var last = MessageID(0)
        while !isOver.load(ordering: .relaxed), !Task.isCancelled {
            number += 1
            if pause > .zero { try await Task.sleep(for: pause) }
            let key = "\(lane)-\(number)"
            do {
                let first = try await publish(key: key, by: node)
                messages.add(confirmed: first, of: key)
                if first <= last { fail("\(key) is message \(first), after \(last)") }
                last = first
                guard repeats, number % Self.repeatEvery == 0 else { continue }
                let second = try await publish(key: key, by: node)
                if first != second { fail("\(key) is message \(first) and \(second)") }
            } catch let error as NodeError where error.code == .limitReached {
                refusals.add(1, ordering: .relaxed)
                try await Task.sleep(for: .milliseconds(10))
            }
        }
    }

    private func publish(key: String, by node: Node) async throws -> MessageID {
        try await node.publish(
            Self.payload(of: key, size: payloadSize), to: Self.topic, deduplicationKey: key)
    }

    /// Reads what the topic still keeps: nothing twice, and each under the number that was confirmed.
    private func checkRetained(by node: Node) async throws {
        var last = MessageID(0)
        var numbers: [String: MessageID] = [:]
        let confirmed = messages.confirmed
        while true {
            let page = try await node.messages(of: Self.topic, after: last, limit: 1_000)
            guard let end = page.last?.id else { return }
            for message in page {
                guard let key = Self.key(of: message) else {
                    fail("message \(message.id) is kept with other bytes")
                    continue
                }
                if let other = numbers[key] { fail("\(key) is kept as \(other), \(message.id)") }
                numbers[key] = message.id
                keptCount.add(1, ordering: .relaxed)
                if let promised = confirmed[key], promised != message.id {
                    fail("\(key) was confirmed as \(promised) and is kept as \(message.id)")
                }
            }
            if end <= last { fail("message \(end) comes after \(last)") }
            last = end
        }
    }

    private func check() {
        let confirmed = messages.confirmed
        #expect(confirmed.count > 0)
        #expect(Set(confirmed.values).count == confirmed.count, "one number for each message")
        for (key, ids) in messages.delivered where ids.count > 1 {
            fail("\(key) was delivered as \(ids.compactMap { $0?.number }.sorted())")
        }
        var keys: [MessageID: String] = [:]
        for (key, ids) in messages.delivered {
            for id in ids.compactMap(\.self) {
                if let other = keys[id] { fail("message \(id) was \(key) and \(other)") }
                keys[id] = key
            }
        }
        #expect(failures.withLock { $0.prefix(10) } == [])
    }
}
