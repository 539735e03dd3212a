import Handlers
import Store
import TestSupport
import Topics

/// The state machine under the model's clock: session 0 is attached, 1 and 2 pull, 3 looks on.
final class ModelledBackbone {
    private let file: Connection
    private var backbone: Backbone
    private var outbox = Outbox()
    private var now = 0
    /// How far the clock that only goes forward is behind the model's, since the last restart.
    private var offset = 0
    private var restarts = 0
    private var correlation: UInt64 = 0
    private var received: [(session: Int, correlation: UInt64, command: Command)] = []
    private let subscriptions: [ModelSettings]

    init(_ subscriptions: [ModelSettings]) throws {
        self.subscriptions = subscriptions
        file = try Connection(path: ":memory:")
        backbone = try Self.open(file, Self.moment(0, 0))
        try file.begin()
        try join()
        for topic in ["weather", "graveyard"] {
            try request(
                "topics.create",
                [
                    "topic": .string(topic),
                    "message_retention_seconds": 2_678_400,
                ])
        }
        for settings in subscriptions { try request("subscriptions.create", settings.parameters) }
        try attach()
    }

    /// Lets time pass to a moment, and takes a turn with what is due then.
    func pass(to moment: Int) throws {
        // What one turn gives back, a later one may settle.
        let between = [now + 1_000, now + 2_000, moment - 1].filter { $0 > now && $0 < moment }
        for next in between.sorted() + [moment] {
            now = next
            try backbone.tick(at: self.moment, into: &outbox)
            try finishTurn()
        }
    }

    /// Dies after its last commit and comes back when the model's clock shows this.
    func restart(at moment: Int) throws {
        try file.rollback()
        outbox = Outbox()
        received = []
        now = moment
        offset = moment
        restarts += 1
        backbone = try Self.open(file, self.moment)
        try file.begin()
        try join()
        try attach()
        try pass(to: moment)
    }

    /// Ends a session and opens it again.
    func rejoin(_ session: Int) throws {
        _ = try ask(.bye, by: session)
        try hello(session)
    }

    /// Sends a command, and says how it was answered: with a number, or a code.
    func ask(_ command: Command, by session: Int) throws -> Answer {
        correlation += 1
        let sent = correlation
        try backbone.handle(
            .command(command, correlation: sent, from: peer(session)), at: moment, into: &outbox)
        try finishTurn()
        for item in received where item.session == session {
            switch item.command {
            case .confirm(let confirmations):
                let own = confirmations.first { $0.correlation == sent }
                if let own { return .number(own.number) }
            case .error(let refusal) where item.correlation == sent:
                return .refused(refusal.code.rawValue, refusal.detail)
            case .reply(let reply) where item.correlation == sent:
                return .reply(try JSONValue(parsing: reply.payload.bytes).object ?? [:])
            default: continue
            }
        }
        return .refused("nothing", "\(command.code) is not answered")
    }

    /// How a command is answered.
    enum Answer {
        case number(UInt64)
        case refused(String, String)
        case reply(JSONObject)
    }

    /// What came since the last look, for a subscription.
    func takeDeliveries(_ place: Int) -> [Delivery] {
        var taken: [Delivery] = []
        received.removeAll { item in
            guard case .deliver(let delivery) = item.command,
                delivery.subscription.text == subscriptions[place].name
            else { return false }
            taken.append(delivery)
            return true
        }
        return taken
    }

    /// Carries out a request that must not be refused.
    @discardableResult
    func request(_ method: String, _ parameters: JSONObject) throws -> JSONObject {
        let payload = Payload(JSONValue.object(parameters).bytes())
        let request = Request(address: "backbone", method: method, payload: payload)
        guard case .reply(let object) = try ask(.request(request), by: 3) else {
            throw Difference("\(method) \(JSONValue.object(parameters)) is refused")
        }
        return object
    }

    /// Deletes a snapshot, if there is one.
    func drop(_ snapshot: JSONValue) throws {
        let payload = Payload(JSONValue.object(["snapshot": snapshot]).bytes())
        let request = Request(address: "backbone", method: "snapshots.delete", payload: payload)
        _ = try ask(.request(request), by: 3)
    }

    /// The calendar at a moment of the model.
    static func calendar(_ moment: Int) -> Timestamp {
        Timestamp(microseconds: 1_700_000_000_000_000 + Int64(moment) * 1_000)
    }

    private func join() throws {
        for session in 0...3 { try hello(session) }
    }

    private func hello(_ session: Int) throws {
        let hello = Hello(
            session: SessionID(high: 1, low: UInt64(session + 1)), node: "node-\(session)",
            software: "model", events: Window(messages: 1))
        try backbone.handle(
            .command(.hello(hello), correlation: 0, from: peer(session)), at: moment, into: &outbox)
        try finishTurn()
    }

    private func attach() throws {
        for settings in subscriptions {
            guard let window = settings.window else { continue }
            let request = SubscriptionRequest(
                subscription: try SubscriptionName(settings.name), topic: nil,
                window: Window(messages: UInt32(window)))
            _ = try ask(.subscribe(request), by: 0)
        }
    }

    private func finishTurn() throws {
        while !outbox.atOnce.isEmpty { keep(outbox.takeAtOnce()) }
        try backbone.finishTurn()
        try file.commit()
        backbone.noteCommitted(at: moment, into: &outbox)
        keep(outbox.takeAtOnce())
        keep(outbox.takeAfterCommit())
        try file.begin()
    }

    private func keep(_ directives: [Directive]) {
        for case .send(let command, let correlation, let peer) in directives {
            received.append((Int(peer.number) % 10, correlation, command))
        }
    }

    private func peer(_ session: Int) -> PeerID {
        PeerID(UInt64(restarts * 10 + session))
    }

    private var moment: Moment { Self.moment(now, offset) }

    private static func moment(_ now: Int, _ offset: Int) -> Moment {
        Moment(milliseconds: Int64(now - offset + 1_000), time: calendar(now))
    }

    private static func open(_ file: Connection, _ now: Moment) throws -> Backbone {
        var limits = BackboneLimits.standard
        limits.silence = 4_000_000_000
        return try Backbone(
            connection: file, feed: "", limits: limits, at: now, random: SeededRandom(seed: 1))
    }
}

extension ModelSettings {
    /// What `subscriptions.create` is told.
    fileprivate var parameters: JSONObject {
        var object: JSONObject = [
            "subscription": .string(name), "topic": .string(topic),
            "ack_deadline_seconds": JSONValue(deadline),
            "filter": takesTaggedOnly ? "attributes:tagged" : "",
            "enable_message_ordering": .bool(isOrdered),
            "enable_exactly_once_delivery": .bool(isExactlyOnce),
            "message_retention_seconds": JSONValue(retention), "expiration_seconds": .null,
        ]
        if let (minimum, maximum) = backOff {
            object["retry_policy"] = [
                "minimum_backoff_seconds": JSONValue(minimum),
                "maximum_backoff_seconds": JSONValue(maximum),
            ]
        }
        if let attempts {
            object["dead_letter_policy"] = [
                "dead_letter_topic": "graveyard", "max_delivery_attempts": JSONValue(attempts),
            ]
        }
        return object
    }
}
