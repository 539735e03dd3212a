import Topics

extension RandomValues {
    /// A command of any kind and its correlation.
    mutating func anyCommand() throws -> (command: Command, correlation: UInt64) {
        (try command(element(of: CommandCode.allCases)), number())
    }

    /// A command of one kind, with random values in all its fields.
    mutating func command(_ code: CommandCode) throws -> Command {
        switch code {
        case .hello:
            .hello(Hello(session: id(), node: text(), software: text(), events: window()))
        case .welcome: .welcome(welcome())
        case .invite: .invite(Invite(lowestVersion: number(), highestVersion: number()))
        case .ping: .ping
        case .pong: .pong
        case .bye: .bye
        case .confirm: .confirm(confirmations())
        case .error: .error(Refusal(ErrorCode(rawValue: text()), text()))
        case .request:
            .request(
                Request(address: text(), method: text(), sender: text(), payload: payload()))
        case .reply: .reply(Reply(code: text(), payload: payload()))
        case .offer: .offer(text())
        case .publish, .subscribe, .unsubscribe, .deliver, .acknowledge, .reject, .extend,
            .fetch, .message, .pull:
            try topicCommand(code)
        case .serve, .withdraw, .ask, .question, .event, .cancel, .follow, .unfollow, .release,
            .credit, .room:
            try questionCommand(code)
        }
    }

    private mutating func topicCommand(_ code: CommandCode) throws -> Command {
        switch code {
        case .publish: .publish(try publication())
        case .subscribe:
            .subscribe(
                SubscriptionRequest(
                    subscription: try subscription(), topic: try topic(), window: window(),
                    ackDeadlineSeconds: flag() ? 0 : number(in: 10...600), filter: text()))
        case .unsubscribe: .unsubscribe(try subscription())
        case .deliver:
            .deliver(
                Delivery(
                    subscription: try subscription(), attempt: number(),
                    leaseMilliseconds: number(), message: try storedMessage()))
        case .acknowledge:
            .acknowledge(
                Acknowledgement(
                    subscription: try subscription(),
                    deliveries: (0..<number(in: 0...4)).map { _ in delivery() }))
        case .reject: .reject(try leaseChange())
        case .extend: .extend(try leaseChange())
        case .fetch:
            .fetch(
                FetchRequest(
                    topic: try topic(), after: message(), before: message(),
                    limit: number(in: 1...1_024)))
        case .message: .message(StoredMessage(previous: message(), message: try storedMessage()))
        case .pull:
            .pull(
                PullRequest(
                    subscription: try subscription(), limit: number(in: 1...1_024),
                    waitMilliseconds: number(in: 0...LeaseChange.millisecondsLimit)))
        default: preconditionFailure("\(code) is no command about topics")
        }
    }

    private mutating func questionCommand(_ code: CommandCode) throws -> Command {
        switch code {
        case .serve: .serve(ServeRequest(revision: try revision(), window: window()))
        case .withdraw: .withdraw(try revision())
        case .ask: .ask(try question(), payload())
        case .question:
            .question(
                QuestionDelivery(
                    attempt: number(), leaseMilliseconds: number(), question: try question(),
                    payload: payload()))
        case .event: .event(event())
        case .cancel:
            .cancel(Cancellation(question: id(), attempt: number(), reason: text()))
        case .follow: .follow(FollowRequest(question: id(), from: number()))
        case .unfollow: .unfollow(id())
        case .release: .release(QuestionRelease(question: id(), attempt: number()))
        case .credit: .credit(window())
        case .room: .room(QuestionRoom(recipient: try revision(), taken: window()))
        default: preconditionFailure("\(code) is no command about questions")
        }
    }

    private mutating func welcome() -> Welcome {
        Welcome(
            isResumed: flag(), run: number(), heartbeatMilliseconds: number(),
            silenceMilliseconds: number(), leaseMilliseconds: number(), payloadLimit: number(),
            asking: window(), time: time(), feed: text())
    }

    private mutating func publication() throws -> Publication {
        let isOrdered = flag()
        return Publication(
            topic: try topic(), contentType: text(), deduplicationKey: text(),
            orderingKey: isOrdered ? text() : "", priority: number(in: 0...WireLimits.priority),
            timeToLiveMilliseconds: number(in: 0...WireLimits.messageTime),
            delayMilliseconds: isOrdered ? 0 : number(in: 0...WireLimits.messageTime),
            attributes: try attributes(), payload: payload())
    }

    private mutating func confirmations() -> [Confirmation] {
        (0..<number(in: 0...4)).map { _ in Confirmation(correlation: number(), number: number()) }
    }

    private mutating func delivery() -> DeliveryReference {
        DeliveryReference(message: message(), attempt: number())
    }

    private mutating func leaseChange() throws -> LeaseChange {
        LeaseChange(
            subscription: try subscription(), delivery: delivery(),
            milliseconds: number(in: 0...LeaseChange.millisecondsLimit))
    }

    private mutating func storedMessage() throws -> Message {
        Message(
            id: message(), published: time(), topic: try topic(), contentType: text(),
            orderingKey: text(), attributes: try attributes(), payload: payload())
    }

    private mutating func event() -> Event {
        Event(
            question: id(), attempt: number(), number: number(),
            kind: element(of: EventKind.allCases.filter { $0 != .question }), id: id(),
            time: time(), softwareVersion: text(), contentType: text(), payload: payload())
    }

    private mutating func question() throws -> Question {
        var question = Question(
            id: id(), event: id(), asked: time(), parent: try revision(),
            recipient: try revision(), softwareVersion: text())
        if flag() {
            question.parentQuestion = id()
            question.originatorQuestion = id()
            question.originator = try revision()
        }
        question.retryCount = number()
        question.forwardsLogs = flag()
        question.waitsForService = flag()
        question.isFollowed = flag()
        question.isFollowedEarly = question.isFollowed && flag()
        question.saveDiagnostics = element(of: SaveDiagnostics.allCases)
        question.timeoutMilliseconds = flag() ? number(in: 1...UInt32.max) : nil
        question.cpus = flag() ? number(in: 1...UInt16.max) : nil
        question.memory = text()
        question.ephemeralStorage = text()
        question.contentType = text()
        question.attributes = try attributes()
        return question
    }
}
