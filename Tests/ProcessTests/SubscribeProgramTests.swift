import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// `busnode subscribe NAME -- PROGRAM` runs a program for each message.
@Suite struct `A program for each message` {
    @Test(.timeLimit(.minutes(1)))
    func `has the message on its input and the rest in its environment`() async throws {
        try await withMessages { bus, node in
            let script = """
                cat > "$0/$BUSNODE_MESSAGE"
                echo "$BUSNODE_TOPIC $BUSNODE_SUBSCRIPTION $BUSNODE_CONTENT_TYPE" \
                "$BUSNODE_ATTRIBUTE_REGION_2 $BUSNODE_ATTRIBUTES"
                """
            let program = try bus.command(
                "subscribe", "all", "--", "sh", "-c", script, bus.folder.path)
            let bytes: [UInt8] = [0, 255, 10, 13]
            let id = try await node.publish(
                Payload(bytes), to: "news", attributes: ["region-2": "eu"],
                contentType: "application/octet-stream")
            try await settled(1, by: node)
            program.terminate()
            #expect(try await program.status() == 0, "\(program.errors)")
            #expect(try bus.folder.bytes(of: id.description) == bytes)
            #expect(
                program.output
                    == "news all application/octet-stream eu {\"region-2\":\"eu\"}\n")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `gets the message again when it does not end with 0`() async throws {
        try await withMessages { bus, node in
            let program = try bus.command(
                "subscribe", "all", "--", "sh", "-c", #"mkdir "$0" && exit 7; exit 0"#,
                bus.folder.file("seen"))
            let id = try await node.publish(Payload("1"), to: "news")
            try await settled(1, by: node)
            program.terminate()
            #expect(try await program.status() == 0)
            #expect(
                program.errors.contains("message \(id) goes again: sh ended with exit status 7"))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `runs as often at a time as it may`() async throws {
        try await withMessages { bus, node in
            // Each waits for the other.
            let script = """
                touch "$0/$BUSNODE_ATTRIBUTE_ME"
                until [ -e "$0/$BUSNODE_ATTRIBUTE_OTHER" ]; do :; done
                """
            let program = try bus.command(
                "subscribe", "all", "--concurrency", "2", "--", "sh", "-c", script,
                bus.folder.path)
            for (me, other) in [("a", "b"), ("b", "a")] {
                try await node.publish(
                    Payload("1"), to: "news", attributes: ["me": me, "other": other])
            }
            try await settled(2, by: node)
            program.terminate()
            #expect(try await program.status() == 0)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `ends when it takes too long, and when busnode stops`() async throws {
        try await withMessages { bus, node in
            let sleeper = ["--", "sh", "-c", "exec sleep 1000"]
            let late = try Program(
                BuiltProgram.busnode, ["subscribe", "all", "--timeout", "50ms"] + sleeper,
                environment: ["BUSNODE_BUS": bus.address.endpoint])
            try await node.publish(Payload("1"), to: "news")
            try await late.wrote("goes again: sh ended with signal 15")
            late.terminate()
            #expect(try await late.status() == 0, "\(late.errors)")

            let program = try Program(
                BuiltProgram.busnode, ["subscribe", "all"] + sleeper,
                environment: ["BUSNODE_BUS": bus.address.endpoint])
            try await eventually("a program that runs") {
                try await node.subscription("all").leased == 1 ? () : nil
            }
            program.terminate()
            #expect(try await program.status() == 0, "\(program.errors)")
            let left = try await node.subscription("all")
            #expect(left.acknowledged == 0)
        }
    }

    private func withMessages(_ body: (TestBus, Node) async throws -> Void) async throws {
        let bus = try await TestBus()
        try await Node.with(bus.address, as: "publisher") { node in
            try await node.createTopic("news")
            let create = try bus.command("subscriptions", "create", "all", "news")
            #expect(try await create.status() == 0, "\(create.errors)")
            try await body(bus, node)
        }
        #expect(try await bus.stop() == 0, "\(bus.backbone.errors)")
    }

    private func settled(_ count: Int, by node: Node) async throws {
        try await eventually("\(count) messages that are dealt with") {
            try await node.subscription("all").acknowledged == count ? () : nil
        }
    }
}
