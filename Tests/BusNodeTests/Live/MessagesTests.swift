import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MessagesTests {
    @Test func `a subscriber gets the messages that its filter lets through, each once`()
        async throws
    {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "publisher") { node in
                try await node.createTopic("weather")
                let (heard, hear) = AsyncStream.makeStream(of: String.self)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await node.subscribe(
                            "rain-only", to: "weather", filter: #"attributes.kind = "rain""#
                        ) { message in
                            hear.yield(String(decoding: message.payload.bytes, as: UTF8.self))
                        }
                    }
                    try await LiveBus.untilSubscribed("rain-only", node)
                    for (number, kind) in ["rain", "sun", "rain"].enumerated() {
                        try await node.publish(
                            Payload("\(kind) \(number)"), to: "weather", attributes: ["kind": kind])
                    }
                    var messages = heard.makeAsyncIterator()
                    #expect(await messages.next() == "rain 0")
                    #expect(await messages.next() == "rain 2")
                    group.cancelAll()
                }
            }
        }
    }

    @Test func `a message whose handler throws is delivered again`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "publisher") { node in
                try await node.createTopic("weather")
                let (heard, hear) = AsyncStream.makeStream(of: Void.self)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await node.subscribe(
                            "sub", to: "weather", retryAfter: .milliseconds(1)
                        ) { _ in
                            hear.yield()
                            throw RemoteException(type: "Busy", message: "not now")
                        }
                    }
                    try await LiveBus.untilSubscribed("sub", node)
                    try await node.publish(Payload("1"), to: "weather")
                    var times = 0
                    for await _ in heard {
                        times += 1
                        if times == 3 { break }
                    }
                    group.cancelAll()
                }
            }
        }
    }

    @Test func `the same deduplication key is the same message`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "publisher") { node in
                try await node.createTopic("weather")
                let first = try await node.publish(
                    Payload("1"), to: "weather", deduplicationKey: "k")
                let second = try await node.publish(
                    Payload("1"), to: "weather", deduplicationKey: "k")
                let third = try await node.publish(
                    Payload("1"), to: "weather", deduplicationKey: "other")
                #expect(first == second)
                #expect(third > first)
                #expect(try await node.messages(of: "weather").map(\.id) == [first, third])
            }
        }
    }

    @Test func `publishing to a topic that is not there says how to make it`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "publisher") { node in
                let error = await #expect(throws: NodeError.self) {
                    try await node.publish(Payload("1"), to: "nowhere")
                }
                #expect(error?.code == .notFound)
                #expect(error?.message.contains("topics.create") == true)
            }
        }
    }

    @Test func `what is too large is refused before it is sent`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "publisher") { node in
                try await node.createTopic("weather")
                let error = await #expect(throws: NodeError.self) {
                    try await node.publish(
                        Payload([UInt8](repeating: 0, count: 10_000_001)), to: "weather")
                }
                #expect(error?.message.contains("10000001 bytes") == true)
                try await node.publish(
                    Payload([UInt8](repeating: 0, count: 10_000_000)), to: "weather")
            }
        }
    }

    @Test func `a watcher of the feed sees messages, questions and events`() async throws {
        try await LiveBus.with(at: "tcp://127.0.0.1:*") { bus in
            try await Node.with(bus, as: "watcher") { node in
                try await node.createTopic("weather")
                var feed = try await node.watch(["topic/weather", "question/met/"])
                    .makeAsyncIterator()
                // The feed has no answer to a subscription, so something is published until it is heard.
                let knocking = Task {
                    while !Task.isCancelled {
                        try await node.publish(Payload("knock"), to: "weather")
                    }
                }
                let first = try #require(try await feed.next())
                knocking.cancel()
                _ = await knocking.result
                #expect(first.subject == "topic/weather")
                try await LiveBus.serving("met/forecast:1.0.0", on: bus) { _ in
                    1
                } _: {
                    _ = try await node.child("met/forecast:1.0.0").answer(to: 1, as: Int.self)
                }
                var seen: [String] = []
                while seen.last != "result", let message = try await feed.next() {
                    switch message.content {
                    case .message: continue
                    case .question: seen.append("question")
                    case .event(let event): seen.append("\(event.kind)")
                    }
                }
                #expect(seen == ["question", "delivery_acknowledgement", "result"])
            }
        }
    }
}
