import Topics

/// The commands that the accepted vectors stand for, by the vectors' names.
enum VectorCommands {
    static func all() throws -> [String: Command] {
        try session().merging(try publications()) { first, _ in first }
            .merging(try topics()) { first, _ in first }
            .merging(try questions()) { first, _ in first }
            .merging(try events()) { first, _ in first }
    }

    private static let time = Timestamp(microseconds: 1_795_248_930_000_125)

    private static func session() throws -> [String: Command] {
        let session = try SessionID("00112233-4455-6677-8899-aabbccddeeff")
        let resolve = Payload(#"{"namespace":"octue","name":"wind-speed"}"#)
        let resolved = Payload(
            #"{"namespace":"octue","name":"wind-speed","revision_tag":"1.9.4","is_default":true}"#)
        return [
            "hello": .hello(
                Hello(
                    session: session, node: "demo", software: "example/1.0",
                    events: Window(messages: 64, bytes: 1_000_000))),
            "hello-no-names": .hello(
                Hello(
                    session: session, node: "", software: "", events: Window(messages: 0, bytes: 0))
            ),
            "welcome": .welcome(
                Welcome(
                    isResumed: false, run: 1, heartbeatMilliseconds: 2_000,
                    silenceMilliseconds: 10_000, leaseMilliseconds: 30_000,
                    payloadLimit: 10_000_000,
                    asking: Window(messages: 1_000, bytes: 16_000_000), time: time,
                    feed: "tcp://127.0.0.1:7001")),
            "welcome-resumed": .welcome(
                Welcome(
                    isResumed: true, run: .max, heartbeatMilliseconds: 1,
                    silenceMilliseconds: .max, leaseMilliseconds: 30_000, payloadLimit: 1,
                    asking: Window(messages: 0, bytes: 0), time: Timestamp(microseconds: -1),
                    feed: "")),
            "invite": .invite(Invite(lowestVersion: 1, highestVersion: 1)),
            "ping": .ping, "pong": .pong, "bye": .bye,
            "confirm": .confirm([
                Confirmation(correlation: 3, number: 41), Confirmation(correlation: 4, number: 0),
            ]),
            "confirm-nothing": .confirm([]),
            "error": .error(Refusal(.notFound, "there is no topic orders")),
            "request": .request(
                Request(address: "registry", method: "resolve", payload: resolve)),
            "request-passed-on": .request(
                Request(
                    address: "registry", method: "resolve", sender: "planner", payload: resolve)),
            "reply": .reply(Reply(code: "ok", payload: resolved)),
            "reply-refused": .reply(
                Reply(
                    code: "not-found",
                    payload: Payload(#"{"error":"there is no service octue/wind-speed"}"#))),
            "offer": .offer("market"),
        ]
    }

    private static func topics() throws -> [String: Command] {
        let orders = try TopicName("orders")
        let billing = try SubscriptionName("orders-billing")
        let power = Payload(#"{"power":1}"#)
        let attributes = try Attributes(["site": "5", "unit": "kW"])
        let message = Message(
            id: MessageID(41), published: time, topic: orders, attributes: attributes,
            payload: power)
        var ordered = message
        ordered.orderingKey = "site-5"
        let first = Message(
            id: MessageID(1), published: time, topic: orders,
            contentType: "text/plain; charset=utf-8", payload: Payload("Grüße"))
        let delivery = DeliveryReference(message: MessageID(41), attempt: 2)
        return [
            "subscribe": .subscribe(
                SubscriptionRequest(
                    subscription: billing, topic: orders, window: Window(messages: 10),
                    ackDeadlineSeconds: 60, filter: #"attributes.unit = "kW""#)),
            "subscribe-defaults": .subscribe(
                SubscriptionRequest(
                    subscription: try SubscriptionName("all"), topic: orders,
                    window: Window(messages: .max, bytes: .max))),
            "subscribe-as-it-is": .subscribe(
                SubscriptionRequest(
                    subscription: billing, topic: nil, window: Window(messages: 10))),
            "unsubscribe": .unsubscribe(billing),
            "deliver": .deliver(
                Delivery(
                    subscription: billing, attempt: 2, leaseMilliseconds: 10_000, message: message)),
            "deliver-ordered": .deliver(
                Delivery(
                    subscription: billing, attempt: 2, leaseMilliseconds: 10_000, message: ordered)),
            "acknowledge": .acknowledge(
                Acknowledgement(
                    subscription: billing,
                    deliveries: [delivery, DeliveryReference(message: MessageID(42), attempt: 1)])),
            "acknowledge-nothing": .acknowledge(
                Acknowledgement(subscription: billing, deliveries: [])),
            "reject": .reject(
                LeaseChange(subscription: billing, delivery: delivery, milliseconds: 1_000)),
            "extend": .extend(
                LeaseChange(subscription: billing, delivery: delivery, milliseconds: 600_000)),
            "fetch": .fetch(
                FetchRequest(
                    topic: orders, after: MessageID(41), before: MessageID(45), limit: 1_024)),
            "fetch-oldest": .fetch(
                FetchRequest(topic: orders, after: MessageID(0), before: MessageID(0), limit: 1)),
            "message": .message(StoredMessage(previous: MessageID(38), message: message)),
            "message-first": .message(StoredMessage(previous: MessageID(0), message: first)),
            "pull": .pull(PullRequest(subscription: billing, limit: 10, waitMilliseconds: 1_000)),
        ]
    }

    private static func publications() throws -> [String: Command] {
        let orders = try TopicName("orders")
        let power = Payload(#"{"power":1}"#)
        let attributes = try Attributes(["site": "5", "unit": "kW"])
        let twice = try Attributes(
            decoding: [0, 2, 0, 1, 0x6B, 0, 5] + Array("first".utf8) + [0, 1, 0x6B, 0, 6]
                + Array("second".utf8))
        return [
            "publish": .publish(
                Publication(
                    topic: orders, deduplicationKey: "order-41", attributes: attributes,
                    payload: power)),
            "publish-ordered": .publish(
                Publication(
                    topic: orders, orderingKey: "Grüße 5", timeToLiveMilliseconds: 60_000,
                    payload: power)),
            "publish-later": .publish(
                Publication(
                    topic: orders, priority: 9, delayMilliseconds: 2_678_400_000, payload: power)),
            "publish-empty-payload": .publish(
                Publication(
                    topic: try TopicName("a.b~c+d%e-f_0"), contentType: "", payload: .empty)),
            "publish-repeated-key": .publish(
                Publication(
                    topic: orders, contentType: "text/plain", attributes: twice,
                    payload: Payload(Array(UInt8.min...UInt8.max)))),
        ]
    }

    private static func questions() throws -> [String: Command] {
        let question = try question()
        let everything = try everything()
        var nothing = question
        nothing.forwardsLogs = false
        nothing.isFollowed = false
        nothing.saveDiagnostics = .off
        nothing.contentType = ""
        let height = Payload(#"{"kind":"question","input_values":{"height":80}}"#)
        let null = Payload(#"{"kind":"question","input_values":null}"#)
        return [
            "serve": .serve(
                ServeRequest(revision: question.recipient, window: Window(messages: 2))),
            "withdraw": .withdraw(question.recipient),
            "ask": .ask(question, height),
            "ask-everything": .ask(everything, null),
            "ask-nothing-wanted": .ask(nothing, .empty),
            "question": .question(
                QuestionDelivery(
                    attempt: 1, leaseMilliseconds: 30_000, question: question, payload: height)),
            "question-shown": .question(
                QuestionDelivery(
                    attempt: 0, leaseMilliseconds: 0, question: everything, payload: null)),
            "cancel": .cancel(Cancellation(question: question.id, reason: "no longer needed")),
            "follow": .follow(FollowRequest(question: question.id, from: 0)),
            "unfollow": .unfollow(question.id),
            "release": .release(QuestionRelease(question: question.id, attempt: 1)),
            "credit": .credit(Window(messages: 3, bytes: 250)),
            "room": .room(
                QuestionRoom(
                    recipient: question.recipient, taken: Window(messages: 500, bytes: 81_920))),
        ]
    }

    private static func events() throws -> [String: Command] {
        let log = #"{"msg":"starting","levelname":"INFO","levelno":20}"#
        let exception =
            #"{"kind":"exception","exception_type":"ValueError","exception_message":"no wind","#
            + #""exception_traceback":[]}"#
        var cancelled = try event(
            .max, .cancelled, #"{"kind":"cancelled","reason":"not answered in time"}"#)
        cancelled.attempt = 0
        cancelled.time = Timestamp(microseconds: 0)
        return [
            "event-acknowledgement": .event(
                try event(1, .deliveryAcknowledgement, #"{"kind":"delivery_acknowledgement"}"#)),
            "event-heartbeat": .event(try event(2, .heartbeat, #"{"kind":"heartbeat"}"#)),
            "event-log": .event(
                try event(3, .logRecord, #"{"kind":"log_record","log_record":"# + log + "}")),
            "event-monitor": .event(
                try event(4, .monitorMessage, #"{"kind":"monitor_message","data":{"done":0.5}}"#)),
            "event-exception": .event(try event(5, .exception, exception)),
            "event-result": .event(
                try event(5, .result, #"{"kind":"result","output_values":{"speed":9.5}}"#)),
            "event-cancelled": .event(cancelled),
        ]
    }

    private static func question() throws -> Question {
        Question(
            id: try QuestionID("8f14e45f-ceea-4e7f-a8f1-9d6a1c1b2c3d"),
            event: try EventID("f47ac10b-58cc-4372-a567-0e02b2c3d479"), asked: time,
            parent: .local, recipient: try ServiceRevision("octue/wind-speed:1.9.4"),
            softwareVersion: "0.1.0")
    }

    private static func everything() throws -> Question {
        var question = try question()
        question.parentQuestion = try QuestionID("1b4e28ba-2fa1-41d2-883f-0016d3cca427")
        question.originatorQuestion = try QuestionID("6ba7b810-9dad-41d1-80b4-00c04fd430c8")
        question.parent = try ServiceRevision("octue/elevation:2.0.0-beta")
        question.retryCount = 2
        question.waitsForService = true
        question.saveDiagnostics = .on
        question.timeoutMilliseconds = 86_400_000
        question.cpus = 4
        question.memory = "256Mi"
        question.ephemeralStorage = "1Gi"
        question.attributes = try Attributes(["project": "Grüße"])
        return question
    }

    private static func event(
        _ number: UInt32, _ kind: EventKind, _ body: String
    ) throws -> Event {
        Event(
            question: try question().id, attempt: 1, number: number, kind: kind,
            id: try EventID("f47ac10b-58cc-4372-a567-0e02b2c3d479"), time: time,
            softwareVersion: "0.1.0", payload: Payload(body))
    }
}
