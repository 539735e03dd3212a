import BusNode
import Foundation
import ProcessSupport
import Synchronization
import TestSupport
import Testing

/// Whatever comes in at the backbone's sockets, those who speak the protocol are served.
@Suite struct `Garbage at the sockets of a backbone` {
    /// Resident memory that is more than any of this needs, in kB.
    private static let memoryLimit = 200_000
    private static let declared: UInt64 = 400_000_000

    @Test(.timeLimit(.minutes(2)))
    func `neither stops it nor fills its memory`() async throws {
        let bus = try await TestBus(at: "tcp://127.0.0.1:*", feed: "tcp://127.0.0.1:*")
        let service = try bus.echo("test/echo:1.0.0")
        let address = bus.address
        try await Node.with(address, as: "neighbour") { node in
            try await bus.serving("echo", by: node)
            let feed = try await feedEndpoint(node)
            let child = try node.child("test/echo:1.0.0")
            let isOver = Atomic(false)
            async let count = ask(child, until: isOver)
            for endpoint in [address.endpoint, feed] {
                for seed in 1...20 as ClosedRange<UInt64> {
                    try sendNoise(to: endpoint, seed: seed)
                }
                try cutGreetingsShort(at: endpoint)
                try declareTooMuch(to: endpoint)
            }
            try sendWrongCommands(to: address.endpoint)
            try sendTooMuch(to: address.endpoint)
            try subscribeToTooMuch(at: feed)
            // Whoever asked meanwhile has answers, and goes on to get them.
            isOver.store(true, ordering: .relaxed)
            #expect(try await count > 0)
            #expect(try await child.answer(to: "after", as: String.self) == "after")
        }
        #expect(bus.backbone.isRunning)
        #if os(Linux)
            let memory = try bus.backbone.peakMemory()
            #expect(memory < Self.memoryLimit, "\(memory) kB")
        #endif
        service.terminate()
        #expect(try await service.status() == 0)
        #expect(try await bus.stop() == 0)
    }

    /// Asks one question after another.
    ///
    /// - Returns: how many were answered.
    private func ask(_ child: Child, until isOver: borrowing Atomic<Bool>) async throws -> Int {
        var count = 0
        while !isOver.load(ordering: .relaxed) {
            #expect(try await child.answer(to: count, as: Int.self) == count)
            count += 1
        }
        return count
    }

    private func feedEndpoint(_ node: Node) async throws -> String {
        let welcome = await node.connection.welcome
        return try #require(welcome?.feed)
    }

    /// Sends random bytes: alone, after a greeting, and after a whole handshake.
    private func sendNoise(to endpoint: String, seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        func noise() -> [UInt8] {
            (0..<Int.random(in: 1...3_000, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
        }
        try RawConnection(to: endpoint).send(noise())
        try RawConnection(to: endpoint).send(ZMTP.greeting + noise())
        for type in ["DEALER", "SUB", "REQ", "PAIR", "NONE"] {
            let connection = try ZMTP.connect(type, to: endpoint)
            connection.send(noise())
            connection.send(ZMTP.message([noise()]) + ZMTP.message([noise(), noise()]))
        }
    }

    private func cutGreetingsShort(at endpoint: String) throws {
        let handshake = ZMTP.greeting + ZMTP.ready("DEALER")
        for count in stride(from: 0, to: handshake.count, by: 7) {
            try RawConnection(to: endpoint).send(Array(handshake.prefix(count)))
        }
    }

    /// A frame that claims to be far over the limit ends the connection, before its bytes are there.
    private func declareTooMuch(to endpoint: String) throws {
        for type in ["DEALER", "SUB"] {
            let connection = try ZMTP.connect(type, to: endpoint)
            connection.send(ZMTP.header(size: Self.declared, more: false) + [1, 2, 3])
            #expect(connection.isCut(), "\(type) at \(endpoint)")
        }
    }

    private func sendWrongCommands(to endpoint: String) throws {
        var messages: [[[UInt8]]] = [
            [[]], [[], []], [Array("BN".utf8)], [Array("XX".utf8) + ZMTP.command(1)],
            [[UInt8](repeating: 0, count: 160_001)], [ZMTP.command(0x10), [], [], []],
            Array(repeating: [0], count: 1_000),
        ]
        for number in UInt8.min...UInt8.max {
            messages.append([ZMTP.command(version: number, 1)])
            messages.append([ZMTP.command(number)])
            messages.append([ZMTP.command(number, [UInt8](repeating: 0xFF, count: 64))])
            messages.append([ZMTP.command(number, [UInt8](repeating: 0, count: 64)), [1]])
        }
        let connection = try ZMTP.connect("DEALER", to: endpoint)
        for message in messages { #expect(connection.send(ZMTP.message(message))) }
    }

    /// A payload of 20 MB, in one frame, and in as many as the limit of a frame allows.
    private func sendTooMuch(to endpoint: String) throws {
        let one = try ZMTP.connect("DEALER", to: endpoint)
        let command = ZMTP.header(size: 12, more: true) + ZMTP.command(0x10)
        one.send(command + ZMTP.header(size: 20_000_000, more: false))
        one.send([UInt8](repeating: 7, count: 1_000_000))
        #expect(one.isCut())
        let many = try ZMTP.connect("DEALER", to: endpoint)
        let part = [UInt8](repeating: 7, count: 10_000_000)
        #expect(many.send(ZMTP.message([ZMTP.command(0x10), part, part])))
    }

    /// Subscriptions are remembered, so that they must be small.
    private func subscribeToTooMuch(at feed: String) throws {
        for _ in 0..<4 {
            let connection = try ZMTP.connect("SUB", to: feed)
            connection.send(ZMTP.message([[1] + [UInt8](repeating: 7, count: 9_000_000)]))
            #expect(connection.isCut())
        }
    }
}
