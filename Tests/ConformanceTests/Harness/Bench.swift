import Topics

/// What a case works with: an engine, nodes that speak to it, and short ways to say what it says often.
final class Bench {
    let engine: any Engine
    /// A node that makes and looks at things.
    let admin: Peer
    private var peers: [Peer] = []

    init(_ engine: any Engine) async throws {
        self.engine = engine
        admin = Peer(engine, name: "admin")
        try await admin.join()
    }

    /// A node with a session.
    func node(_ name: String = "node", events: Window = Window(messages: 1_000)) async throws
        -> Peer
    {
        let peer = Peer(engine, name: name)
        try await peer.join(events: events)
        peers.append(peer)
        return peer
    }

    /// Makes a topic.
    func topic(_ name: String = "weather", _ settings: JSONObject = [:]) async throws {
        try await admin.request("topics.create", settings.with("topic", .string(name)))
    }

    /// Makes a subscription to the topic `weather`.
    func subscription(_ name: String = "sub", _ settings: JSONObject = [:]) async throws {
        let topic = settings["topic"] ?? "weather"
        let all = settings.with("subscription", .string(name)).with("topic", topic)
        try await admin.request("subscriptions.create", all)
    }

    /// Makes the topic `weather` and the subscription `sub` to it.
    func pair(_ settings: JSONObject = [:]) async throws {
        try await topic()
        try await subscription("sub", settings)
    }

    /// How a subscription stands.
    func standing(_ name: String = "sub") async throws -> JSONObject {
        try await admin.request("subscriptions.get", ["subscription": .string(name)])
    }

    /// Expects how many messages of a subscription can be given out, wait for a time, and are leased.
    func expectDepth(
        waiting: Int = 0, delayed: Int = 0, leased: Int = 0, of name: String = "sub",
        file: StaticString = #fileID, line: Int = #line
    ) async throws {
        let now = try await standing(name)
        let seen = ["waiting", "delayed", "leased"].map { now[$0]?.integer }
        try expect(
            seen, [waiting, delayed, leased], "waiting, delayed, leased", file: file, line: line)
    }

    /// Lets time pass, when the engine has heard all that was said before.
    func advance(_ duration: Duration) async throws {
        for peer in [admin] + peers { try await peer.finishSpeaking() }
        try await engine.advance(by: duration)
    }

    /// Lets time pass for nodes and requests as well; the case is skipped where that would take as long.
    func advanceNodes(_ duration: Duration) async throws {
        guard engine.clockRulesNodes else {
            throw Unavailable(description: "nodes and requests go by the real clock")
        }
        try await advance(duration)
    }

    /// Kills the engine and starts it again; the administrator comes back.
    func restart(after duration: Duration = .zero) async throws {
        try await engine.restart(after: duration)
        try await admin.join()
    }
}

extension JSONObject {
    /// The object with one more member.
    func with(_ key: String, _ value: JSONValue) -> JSONObject {
        var copy = self
        copy[key] = value
        return copy
    }
}
