import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// A backbone was killed, and somebody damaged the write-ahead log that it left.
@Suite struct `A damaged write-ahead log` {
    @Test(.timeLimit(.minutes(1)))
    func `is refused until its loss is accepted`() async throws {
        let bus = try await TestBus()
        try await publish(0..<10, on: bus)
        #expect(try await bus.stop() == 0)
        try await bus.restart()
        try await publish(10..<20, on: bus)
        try await bus.kill()
        var log = try bus.folder.bytes(of: "backbone.sqlite-wal")
        log[log.count / 2] ^= 1
        try bus.folder.write(log, to: "backbone.sqlite-wal")

        #expect(try await !bus.restartIfItDoes())
        #expect(bus.backbone.errors.contains("verify --accept-loss \(bus.store)"))
        let verify = try Program(BuiltProgram.busnode, ["verify", bus.store])
        #expect(try await verify.status() == 65)
        #expect(verify.errors.contains("-wal is damaged in frame "), "\(verify.errors)")
        #expect(try bus.folder.bytes(of: "backbone.sqlite-wal") == log)

        let accept = try Program(BuiltProgram.busnode, ["verify", "--accept-loss", bus.store])
        #expect(try await accept.status() == 0, "\(accept.errors)\(accept.output)")
        try await bus.restart()
        try await Node.with(bus.address, as: "reader") { node in
            let count = try await node.messages(of: "news", after: MessageID(0), limit: 100).count
            #expect((10..<20).contains(count))
        }
        #expect(try await bus.stop() == 0)
    }

    private func publish(_ numbers: Range<Int>, on bus: TestBus) async throws {
        try await Node.with(bus.address, as: "publisher") { node in
            try await node.createTopic("news")
            for number in numbers { _ = try await node.publish(Payload("\(number)"), to: "news") }
        }
    }
}
