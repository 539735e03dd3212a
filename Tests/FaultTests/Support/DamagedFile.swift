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
        case lastLost = "without its last transaction"
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
    /// Where the last transaction of the log begins.
    private let lastTransaction: Int

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
        lastTransaction = Self.lastTransaction(of: log)
    }

    /// Damages the file, starts the backbone on it, and reads what it has.
    func outcome(
        of damage: Damage, using random: inout some RandomNumberGenerator
    ) async throws -> Outcome {
        var (file, log) = (file, log)
        // The log counts up to here.
        var whole = log.count
        switch damage {
        case .bitsOfFile: _ = Self.flip(&file, in: 0..<file.count, using: &random)
        case .bitsOfLog: whole = Self.flip(&log, in: 0..<log.count, using: &random)
        case .headerOfFile: _ = Self.flip(&file, in: 0..<100, using: &random)
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
        guard confirmed.starts(with: found) else { return .holes }
        return whole < log.count && whole >= lastTransaction ? .lastLost : .tailLost
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
    ) -> Int {
        var first = range.upperBound
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: range, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            first = min(first, place)
        }
        return first
    }

    /// SQLite's file format, 4.1: a header of 32 bytes with salts at 16, and frames of 24 bytes and a page,
    /// each with the salts at 8 and at 4 what is not 0 at the end of a transaction.
    private static func lastTransaction(of log: [UInt8]) -> Int {
        var ends = [32]
        for start in stride(from: 32, to: log.count, by: 24 + 16_384) {
            guard log[start + 8..<start + 16] == log[16..<24] else { break }
            if log[start + 4..<start + 8].contains(where: { $0 != 0 }) {
                ends.append(start + 24 + 16_384)
            }
        }
        return ends.dropLast().last ?? 32
    }

    private static func publish(_ numbers: Range<Int>, on bus: TestBus) async throws -> [MessageID]
    {
        try await Node.with(bus.address, as: "publisher") { node in
            try await node.createTopic(Traffic.topic)
            // One after the other: each is a transaction.
            var all: [MessageID] = []
            for number in numbers {
                all.append(
                    try await node.publish(
                        Traffic.payload(of: "\(number)", size: payloadSize), to: Traffic.topic,
                        attributes: ["key": "\(number)"]))
            }
            return all
        }
    }
}
