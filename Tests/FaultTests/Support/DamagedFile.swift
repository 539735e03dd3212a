import BusNode
import Foundation
import ProcessSupport
import Synchronization
import TestSupport

/// The file of a backbone that was killed, with some bytes that nobody has written.
struct DamagedFile {
    enum Damage: CaseIterable {
        case bitsOfFile, bitsOfLog, headerOfFile, endOfLog
    }

    /// What becomes of the messages.
    enum Outcome: String {
        case refused = "refused at the start"
        case stopped = "stopped or refused while reading"
        case crashed = "ended by a signal"
        case intact = "intact"
        case tailLost = "without the newest messages"
        case holes = "without some messages"
        case wrong = "with other bytes"
    }

    private static let name = "backbone.sqlite"
    private static let payloadSize = 2_000
    /// Messages in the file, and as many in its log.
    private static let messages = 200

    private let bus: TestBus
    private let file: [UInt8]
    private let log: [UInt8]
    private let confirmed: [MessageID]

    /// Publishes messages, half of which get into the file and half into its log, and kills the backbone.
    init() async throws {
        bus = try await TestBus()
        let first = try await Self.publish(0..<Self.messages, on: bus)
        guard try await bus.stop() == 0 else { throw NeverHappened(what: "a good end") }
        try await bus.restart()
        let second = try await Self.publish(Self.messages..<Self.messages * 2, on: bus)
        try await bus.kill()
        confirmed = (first + second).sorted()
        file = try bus.folder.bytes(of: Self.name)
        log = try bus.folder.bytes(of: "\(Self.name)-wal")
    }

    /// Damages the file, starts the backbone on it, and reads what it has.
    func outcome(
        of damage: Damage, using random: inout some RandomNumberGenerator
    ) async throws -> Outcome {
        var (file, log) = (file, log)
        switch damage {
        case .bitsOfFile: Self.flip(&file, in: 0..<file.count, using: &random)
        case .bitsOfLog: Self.flip(&log, in: 0..<log.count, using: &random)
        case .headerOfFile: Self.flip(&file, in: 0..<100, using: &random)
        case .endOfLog: log.removeLast(Int.random(in: 1..<log.count, using: &random))
        }
        try bus.folder.write(file, to: Self.name)
        try bus.folder.write(log, to: "\(Self.name)-wal")
        guard try await bus.restartIfItDoes() else { return try await end(.refused) }
        let read = await read()
        guard bus.backbone.isRunning else { return try await end(.stopped) }
        try await bus.kill()
        guard let read else { return .stopped }
        guard let found = Self.check(read) else { return .wrong }
        if found == confirmed { return .intact }
        return confirmed.starts(with: found) ? .tailLost : .holes
    }

    /// Whether a backbone that has ended did so by itself, and said why.
    private func end(_ outcome: Outcome) async throws -> Outcome {
        let status = try await bus.backbone.status()
        return status > 0 && bus.backbone.errors.contains(Self.name) ? outcome : .crashed
    }

    /// The messages; nil when the backbone refuses to give them, or stops.
    private func read() async -> [Message]? {
        guard let node = try? await Node.connect(to: bus.address, as: "reader") else { return nil }
        let isRead = Atomic(false)
        let reading = Task { () throws -> [Message] in
            defer { isRead.store(true, ordering: .relaxed) }
            return try await Self.read(by: node)
        }
        // Without a backbone the node would wait for another one.
        try? await eventually("the messages, or the end of the backbone") {
            isRead.load(ordering: .relaxed) || !bus.backbone.isRunning ? () : nil
        }
        await node.close()
        return try? await reading.value
    }

    private static func read(by node: Node) async throws -> [Message] {
        var all: [Message] = []
        while true {
            let last = all.last?.id ?? MessageID(0)
            let page = try await node.messages(of: Traffic.topic, after: last, limit: 100)
            if page.isEmpty { return all }
            all += page
        }
    }

    /// The identifiers of these messages; nil when one is not what was published.
    private static func check(_ messages: [Message]) -> [MessageID]? {
        for message in messages {
            guard let key = Traffic.key(of: message), message.topic.text == Traffic.topic,
                message.attributes == (try? Attributes(["key": key])),
                message.contentType == "application/json", message.orderingKey.isEmpty
            else { return nil }
        }
        return messages.map(\.id)
    }

    private static func flip(
        _ bytes: inout [UInt8], in range: Range<Int>, using random: inout some RandomNumberGenerator
    ) {
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            bytes[Int.random(in: range, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
        }
    }

    private static func publish(_ numbers: Range<Int>, on bus: TestBus) async throws -> [MessageID]
    {
        try await Node.with(bus.address, as: "publisher") { node in
            try await node.createTopic(Traffic.topic)
            return try await withThrowingTaskGroup(of: MessageID.self) { group in
                for number in numbers {
                    let payload = Traffic.payload(of: "\(number)", size: payloadSize)
                    group.addTask {
                        try await node.publish(
                            payload, to: Traffic.topic, attributes: ["key": "\(number)"])
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
    }
}
