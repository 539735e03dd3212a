import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// Commands of `busnode` on a bus with a service.
@Suite struct `A command of busnode` {
    private static let revision = "test/echo:1.0.0"

    @Test(.timeLimit(.minutes(1)))
    func `asks many questions and prints each answer in its place`() async throws {
        try await withService { bus, _ in
            let lines = (0..<50).map { #"{"id": "q\#($0)", "values": {"n": \#($0)}}"# + "\n" }
            try bus.folder.write(Array(lines.joined().utf8), to: "many")
            let ask = try bus.command(
                "ask", Self.revision, "--questions", bus.folder.file("many"), "--parallel", "8")
            #expect(try await ask.status() == 0, "\(ask.errors)")
            let expected = (0..<50).map { #"{"id":"q\#($0)","output_values":{"n":\#($0)}}"# + "\n" }
            #expect(ask.output == expected.joined())
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `says by its exit status what became of a question`() async throws {
        try await withService { bus, _ in
            for (arguments, status) in [
                (["ask", Self.revision, "1"], 0),
                (["ask", Self.revision, #"{"fail": "as asked"}"#], 1),
                (["ask", "test/nobody:1.0.0", "1"], 3),
                (["events", "--question", "6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7"], 3),
                (["cancel", "6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7"], 3),
                (["publish", "nowhere", "1"], 3), (["pull", "nowhere"], 3),
                (["topics", "get", "nowhere"], 3), (["subscriptions", "get", "nowhere"], 3),
                (["subscriptions", "create", "orders-eu", "nowhere"], 3),
                (["snapshots", "delete", "nowhere"], 3), (["why", "999999"], 3),
                (["topics", "create", "orders"], 0),
                (["topics", "create", "orders", "--retention", "1m"], 64),
                (["topics", "create", "orders", "--retention", "1d"], 65),
                (["subscriptions", "create", "orders-eu", "orders", "--filter", "x"], 65),
                (["subscriptions", "create", "orders-eu", "orders"], 0),
                (["pull", "orders-eu", "--wait", "1ms"], 4), (["backup", "a/b"], 65),
                (["subscriptions", "update", "orders-eu", "--max-attempts", "9"], 65),
                (["subscriptions", "seek", "orders-eu"], 64),
                (["ask", Self.revision, #"{"until": "/never/made"}"#, "--timeout", "200ms"], 4),
                (["--bus", "ipc://\(bus.folder.file("no"))", "nodes"], 5),
                (["ask", "--no-such-option"], 64),
                (["ask", Self.revision, "{"], 65),
                (["check", bus.folder.file("missing")], 65),
            ] as [([String], Int32)] {
                let command = try Program(
                    BuiltProgram.busnode, arguments,
                    environment: ["BUSNODE_BUS": bus.address.endpoint])
                #expect(try await command.status() == status, "\(arguments): \(command.errors)")
                if status > 0 { #expect(command.errors.contains("busnode: "), "\(arguments)") }
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `cancels a question, which its parent and the events show`() async throws {
        try await withService { bus, node in
            let ask = try bus.command(
                "ask", Self.revision, #"{"until": "/never/made"}"#, "--no-wait")
            #expect(try await ask.status() == 0)
            let question = ask.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let follow = try bus.command("events", "--question", question, "--follow", "--json")
            try await eventually("the monitor message of the question") {
                follow.output.contains("monitor_message") ? () : nil
            }
            let cancel = try bus.command("cancel", question, "--reason", "enough", "--json")
            #expect(try await cancel.status() == 0)
            #expect(cancel.output == #"{"question":"\#(question)","cancelled":true}"# + "\n")
            #expect(try await follow.status() == 0)
            #expect(follow.output.contains(#""reason":"enough""#), "\(follow.output)")
            let again = try bus.command("cancel", question, "--json")
            #expect(try await again.status() == 0)
            #expect(again.output.contains(#""cancelled":false"#))
            let kinds = try bus.command("events", "--question", question, "--kinds", "cancelled")
            #expect(try await kinds.status() == 0)
            #expect(kinds.output.split(separator: "\n").count == 1, "\(kinds.output)")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `prints messages as they come, and acknowledges them before it ends`() async throws {
        let bus = try await TestBus()
        let topic = try bus.command("topics", "create", "orders")
        #expect(try await topic.status() == 0, "\(topic.errors)")
        let subscribe = try bus.command("subscribe", "orders-all", "--topic", "orders")
        try await Node.with(bus.address, as: "publisher") { node in
            try await eventually("the subscription, and instead: \(subscribe.errors)") {
                try await node.subscriptions(of: "orders").first?.sessions == 1 ? () : nil
            }
            for number in 1...3 {
                try await node.publish(Payload("\(number)"), to: "orders", priority: 1)
            }
            try await eventually("three messages, not only \(subscribe.output)") {
                subscribe.output == "1  1\n2  2\n3  3\n" ? () : nil
            }
            subscribe.terminate()
            #expect(try await subscribe.status() == 0, "\(subscribe.errors)")
            let left = try await node.subscription("orders-all")
            #expect([left.acknowledged, left.waiting, left.leased, left.sessions] == [3, 0, 0, 0])
        }
        #expect(try await bus.stop() == 0, "\(bus.backbone.errors)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `watches what passes until it is interrupted`() async throws {
        try await withService { bus, node in
            try await node.createTopic("weather")
            let watch = try bus.command("watch", "topic/weather", "--json")
            // The feed has nothing from before the subscription; so publish until it shows.
            try await eventually("a message on the feed; \(watch.errors)") {
                try await node.publish(Payload(Array("21.5".utf8)), to: "weather")
                return watch.output.contains(#""body":21.5"#) ? () : nil
            }
            watch.send(SIGINT)
            // What a shell shows as 130 too.
            #expect(try await [130, -SIGINT].contains(watch.status()), "\(watch.errors)")
        }
    }

    private func withService(_ body: (TestBus, Node) async throws -> Void) async throws {
        let bus = try await TestBus()
        let service = try bus.echo(Self.revision, concurrency: 16)
        let node = try await Node.connect(to: bus.address, as: "tester")
        try await bus.serving("echo", by: node)
        try await body(bus, node)
        await node.close()
        service.terminate()
        #expect(try await service.status() == 0, "\(service.errors)")
        #expect(try await bus.stop() == 0)
    }
}
