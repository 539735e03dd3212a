import Topics

extension Hello {
    /// The HELLO of a node named like its session.
    static func test(_ session: UInt64, events: Window = Window(messages: 100)) -> Hello {
        Hello(
            session: SessionID(high: 0, low: session), node: "node-\(session)", software: "test 1",
            events: events)
    }
}

extension Command {
    /// A request to the backbone itself.
    static func administer(_ method: String, _ parameters: String = "") -> Command {
        .request(Request(address: "backbone", method: method, payload: Payload(parameters)))
    }

    /// SERVE for revision `octue/wind:<tag>`.
    static func serve(_ tag: String = "1.0.0", window: Window = Window(messages: 10)) -> Command {
        .serve(ServeRequest(revision: wind(tag), window: window))
    }

    /// WITHDRAW for revision `octue/wind:<tag>`.
    static func withdraw(_ tag: String = "1.0.0") -> Command {
        .withdraw(wind(tag))
    }

    /// ASK of revision `octue/wind:<tag>`.
    static func ask(
        _ id: UInt64, of tag: String = "1.0.0", payload: String = "{}",
        _ change: (inout Question) -> Void = { _ in }
    ) -> Command {
        var question = Question(
            id: QuestionID(high: 0, low: id), event: EventID(high: 1, low: id),
            asked: Timestamp(microseconds: 0), parent: .local, recipient: wind(tag),
            softwareVersion: "test")
        change(&question)
        return .ask(question, Payload(payload))
    }

    /// EVENT of a child.
    static func event(
        _ question: UInt64, attempt: UInt32 = 1, _ number: UInt32,
        _ kind: EventKind = .logRecord, payload: String = "{}"
    ) -> Command {
        .event(
            Event(
                question: QuestionID(high: 0, low: question), attempt: attempt, number: number,
                kind: kind, id: EventID(high: UInt64(attempt), low: UInt64(number)),
                time: Timestamp(microseconds: 0), softwareVersion: "test",
                payload: Payload(payload)))
    }

    /// FOLLOW from an event on.
    static func follow(_ question: UInt64, from: UInt32) -> Command {
        .follow(FollowRequest(question: QuestionID(high: 0, low: question), from: from))
    }

    /// RELEASE of a question.
    static func release(_ question: UInt64, attempt: UInt32 = 1) -> Command {
        .release(
            QuestionRelease(question: QuestionID(high: 0, low: question), attempt: attempt))
    }

    /// CANCEL of a question.
    static func cancel(_ question: UInt64, attempt: UInt32 = 0) -> Command {
        .cancel(
            Cancellation(
                question: QuestionID(high: 0, low: question), attempt: attempt, reason: "enough"))
    }

    /// PUBLISH to the topic `weather`.
    static func publish(
        _ payload: String = "{}", key: String = "", orderingKey: String = "",
        priority: UInt8 = 0, timeToLive: UInt32 = 0, delay: UInt32 = 0,
        attributes: [String: String] = [:]
    ) throws -> Command {
        .publish(
            Publication(
                topic: try TopicName("weather"), deduplicationKey: key, orderingKey: orderingKey,
                priority: priority, timeToLiveMilliseconds: timeToLive, delayMilliseconds: delay,
                attributes: try Attributes(attributes), payload: Payload(payload)))
    }

    /// SUBSCRIBE to the topic `weather`.
    static func subscribe(
        _ name: String = "sub", window: Window = Window(messages: 10), deadline: UInt16 = 10,
        filter: String = "", topic: String = "weather"
    ) throws -> Command {
        .subscribe(
            SubscriptionRequest(
                subscription: try SubscriptionName(name), topic: try TopicName(topic),
                window: window, ackDeadlineSeconds: deadline, filter: filter))
    }

    /// ACKNOWLEDGE of messages of the subscription `sub`, all under one attempt.
    static func acknowledge(_ messages: UInt64..., attempt: UInt32 = 1) throws -> Command {
        .acknowledge(
            Acknowledgement(
                subscription: try SubscriptionName("sub"),
                deliveries: messages.map {
                    DeliveryReference(message: MessageID($0), attempt: attempt)
                }))
    }

    /// REJECT of a message of the subscription `sub`.
    static func reject(
        _ message: UInt64, attempt: UInt32 = 1, for milliseconds: UInt32 = 0
    ) throws -> Command {
        .reject(try change(message, attempt, milliseconds))
    }

    /// EXTEND of the lease of a message of the subscription `sub`.
    static func extend(
        _ message: UInt64, attempt: UInt32 = 1, by milliseconds: UInt32
    ) throws -> Command {
        .extend(try change(message, attempt, milliseconds))
    }

    private static func change(
        _ message: UInt64, _ attempt: UInt32, _ milliseconds: UInt32
    ) throws -> LeaseChange {
        LeaseChange(
            subscription: try SubscriptionName("sub"),
            delivery: DeliveryReference(message: MessageID(message), attempt: attempt),
            milliseconds: milliseconds)
    }

    private static func wind(_ tag: String) -> ServiceRevision {
        do {
            return try ServiceRevision("octue/wind:\(tag)")
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
