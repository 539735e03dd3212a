import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// Processes are asked to stop while there is work.
@Suite struct `Processes that are asked to stop` {
    @Test(.timeLimit(.minutes(1)))
    func `finish the question that they answer`() async throws {
        let bus = try await TestBus()
        let service = try bus.echo("test/echo:1.0.0")
        let go = bus.folder.file("go")
        try await Node.with(bus.address, as: "parent") { node in
            try await bus.serving("echo", by: node)
            let conversation = try await node.child("test/echo:1.0.0").ask(["until": go])
            var events = conversation.makeAsyncIterator()
            while let event = try await events.next() {
                guard case .monitor = event.kind else { continue }
                service.terminate()
                // It takes nothing any more: the signal was heard while the question was open.
                try await nobodyServes(node)
                try bus.folder.write([], to: "go")
                break
            }
            var end: AnswerEvent?
            while let event = try await events.next() { end = event }
            #expect(end?.event.kind == .result)
            #expect(end?.event.attempt == 1)
        }
        #expect(try await service.status() == 0)
        #expect(try await bus.stop() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `hand back a question that takes longer than they may`() async throws {
        let bus = try await TestBus()
        let slow = try bus.echo("test/echo:1.0.0", name: "slow", drainSeconds: 0.2)
        let go = bus.folder.file("go")
        try await Node.with(bus.address, as: "parent") { node in
            try await bus.serving("slow", by: node)
            let conversation = try await node.child("test/echo:1.0.0").ask(["until": go])
            var events = conversation.makeAsyncIterator()
            while let event = try await events.next() {
                if case .monitor = event.kind { break }
            }
            let other = try bus.echo("test/echo:1.0.0", name: "other")
            try await bus.serving("slow", "other", by: node)
            slow.terminate()
            #expect(try await slow.status() == 0)
            try bus.folder.write([], to: "go")
            var attempts: [UInt32] = []
            var end: AnswerEvent?
            while let event = try await events.next() {
                attempts.append(event.event.attempt)
                end = event
            }
            #expect(end?.event.kind == .result)
            // A heartbeat of the first attempt may come before it is handed back.
            #expect(attempts == attempts.sorted() && attempts.last == 2)
            other.terminate()
            #expect(try await other.status() == 0)
        }
        #expect(try await bus.stop() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `do so when the backbone is gone`() async throws {
        let bus = try await TestBus()
        let service = try bus.echo("test/echo:1.0.0", drainSeconds: 0.2)
        let registry = try bus.command("registry")
        try await registry.wrote("registry ready at ")
        try await Node.with(bus.address, as: "parent") { node in
            try await bus.serving("echo", by: node)
            bus.backbone.kill()
            try await bus.backbone.end()
        }
        service.terminate()
        registry.terminate()
        #expect(try await service.status() == 0)
        #expect(try await registry.status() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `leave the file of a backbone to the one that has it`() async throws {
        let bus = try await TestBus()
        let second = try Program(
            BuiltProgram.busnode,
            [
                "backbone", "--bus", "ipc://\(bus.folder.file("b2"))", "--feed",
                "ipc://\(bus.folder.file("f2"))", "--store", bus.store,
            ])
        #expect(try await second.status() != 0)
        #expect(second.errors.contains(bus.store), "\(second.errors)")
        try await Node.with(bus.address, as: "neighbour") { node in
            try await node.createTopic("still-served")
        }
        #expect(try await bus.stop() == 0)
    }

    private func nobodyServes(_ node: Node) async throws {
        try await eventually("nobody serves") {
            let reply = try await node.request("nodes.list", of: "backbone")
            let serves = (reply["nodes"]?.array ?? []).flatMap { $0["serves"]?.array ?? [] }
            return serves.isEmpty ? () : nil
        }
    }
}
