package import Topics

/// A node's end of its connection to the backbone, without a socket, clock or thread.
///
/// It keeps what must survive a broken connection or a backbone that starts again: commands without an
/// answer, what the node is attached to, the questions it answers and those it follows. After every WELCOME
/// it sends what the backbone may have missed, and drops what it has had before (docs/protocol.md,
/// "Sessions").
package final class Link {
    let settings: LinkSettings
    private var phase = Phase.waiting
    var pending = PendingCommands()
    /// Attachments that the backbone confirmed, to be repeated to a backbone that forgot them.
    private var attachments: [Command] = []
    private var running: [QuestionID: RunningQuestion] = [:]
    /// Questions whose end, or release, is sent and not confirmed, with the attempt.
    private var ending: [QuestionID: UInt32] = [:]
    /// The room for questions, and what waits for it.
    var asking = AskingAccounts()
    var following: [QuestionID: FollowedQuestion] = [:]
    /// Deliveries that this node deals with, to tell repetitions from new ones.
    private var held = HeldDeliveries()
    /// Events that were received since the last CREDIT.
    var consumed = Window(messages: 0, bytes: 0)
    private var lastHeard: Int64 = 0
    private var lastSent: Int64 = 0
    private var random: any RandomNumberGenerator & Sendable

    /// A HELLO that was refused, or got no answer, is said again after this many milliseconds.
    private static let greetingInterval: Int64 = 1_000

    private enum Phase: Equatable {
        /// Nothing was heard from the backbone over this connection.
        case waiting
        /// HELLO is sent.
        case greeting
        /// The session is open, by these rules.
        case open(Welcome)
        /// BYE is sent, or will not be needed.
        case closed
    }

    /// A link that has not heard from the backbone.
    package init(
        _ settings: LinkSettings,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        self.settings = settings
        self.random = random
    }

    /// The rules of the open session, or nil while there is none.
    package var welcome: Welcome? {
        guard case .open(let welcome) = phase else { return nil }
        return welcome
    }

    /// How many questions this node is answering.
    package var runningCount: Int { running.count }

    /// The questions that this node is answering, with their attempts.
    package var runningQuestions: [QuestionRelease] {
        running.map { QuestionRelease(question: $0.key, attempt: $0.value.attempt) }
    }

    /// How many commands wait for their confirmation.
    package var pendingCount: Int { pending.count }

    /// Whether one more command may wait for its confirmation.
    package var hasRoom: Bool { pending.count < settings.pendingLimit }

    // MARK: What the node wants

    /// Sends a command that the backbone is to confirm, now or when there is a session.
    ///
    /// - Returns: the correlation under which the answer will come.
    package func submit(
        _ command: Command, at now: Moment, into directives: inout [LinkDirective]
    ) -> UInt64 {
        switch command {
        case .ask(let question, _) where question.isFollowed:
            following[question.id] = FollowedQuestion(next: 1)
        case .follow(let request):
            following[request.question] = FollowedQuestion(next: request.from)
        case .unfollow(let question):
            following[question] = nil
        case .unsubscribe(let name): held.remove(name)
        case .acknowledge(let acknowledgement):
            held.remove(acknowledgement.deliveries, of: acknowledgement.subscription)
        case .reject(let change): held.remove([change.delivery], of: change.subscription)
        case .extend(let change): held.extend(change, at: now)
        case .release(let release):
            running[release.question] = nil
            ending[release.question] = release.attempt
        default: break
        }
        if let attachment = command.attachmentEnded { forgetAttachments(where: attachment) }
        let correlation = pending.add(command)
        if case .cancel(let cancellation) = command, dropUnsent(cancellation, into: &directives) {
            confirm(Confirmation(correlation: correlation, number: 1), into: &directives)
        } else if welcome != nil {
            sendInTurn(command, correlation, at: now, into: &directives)
        }
        return correlation
    }

    /// Sends an event of a question that this node answers.
    ///
    /// - Returns: the correlation of its confirmation, or nil when the question is not this node's (any
    ///   more) under this attempt.
    package func emit(
        _ kind: EventKind, of question: QuestionID, attempt: UInt32, payload: Payload,
        contentType: String = "application/json", at now: Moment,
        into directives: inout [LinkDirective]
    ) -> UInt64? {
        guard var state = running[question], state.attempt == attempt else { return nil }
        state.lastEvent += 1
        state.lastSent = now.milliseconds
        running[question] = kind.isEnd ? nil : state
        if kind.isEnd { ending[question] = attempt }
        let event = Event(
            question: question, attempt: attempt, number: state.lastEvent, kind: kind,
            id: EventID.random(using: &random), time: now.time,
            softwareVersion: BusNodeVersion.text, contentType: contentType, payload: payload)
        return submit(.event(event), at: now, into: &directives)
    }

    /// Sends a command that nobody answers, if there is a session.
    package func send(_ command: Command, at now: Moment, into directives: inout [LinkDirective]) {
        guard welcome != nil else { return }
        send(command, 0, at: now, into: &directives)
    }

    /// Answers a request that was passed to this node.
    package func reply(
        _ reply: Reply, to correlation: UInt64, at now: Moment,
        into directives: inout [LinkDirective]
    ) {
        guard welcome != nil else { return }
        send(.reply(reply), correlation, at: now, into: &directives)
    }

    /// Forgets a command whose answer is not wanted any more; it is not sent again.
    package func forget(_ correlation: UInt64) {
        guard let command = pending.take(correlation) else { return }
        asking.forget(correlation, command)
    }

    /// Lets a delivery go that nobody deals with; when it comes again it is a new one.
    package func forget(_ delivery: DeliveryReference, of subscription: SubscriptionName) {
        held.remove([delivery], of: subscription)
    }

    /// Does what is due: signs of life, and another connection when the backbone is silent.
    package func tick(at now: Moment, into directives: inout [LinkDirective]) {
        if phase == .greeting, now.milliseconds - lastSent >= Self.greetingInterval {
            greet(at: now, into: &directives)
        }
        guard case .open(let welcome) = phase else { return }
        if now.milliseconds - lastHeard >= Int64(welcome.silenceMilliseconds) {
            return noteDisconnection(into: &directives)
        }
        held.removeOverdue(at: now)
        let quiet = running.filter { now.milliseconds - $0.value.lastSent >= $0.value.lease / 3 }
        for (question, state) in quiet.sorted(by: { $0.key.description < $1.key.description }) {
            _ = emit(
                .heartbeat, of: question, attempt: state.attempt,
                payload: Payload(#"{"kind":"heartbeat"}"#), at: now, into: &directives)
        }
        if now.milliseconds - lastSent >= Int64(welcome.heartbeatMilliseconds) {
            send(.ping, 0, at: now, into: &directives)
        }
    }

    /// Notes that the connection has ended: another is wanted, and the backbone speaks first over it.
    package func noteDisconnection(into directives: inout [LinkDirective]) {
        guard phase != .closed else { return }
        phase = .waiting
        directives.append(.reconnect)
    }

    // MARK: What the backbone says

    /// Handles a command of the backbone.
    package func receive(
        _ command: Command, _ correlation: UInt64, at now: Moment,
        into directives: inout [LinkDirective]
    ) {
        lastHeard = now.milliseconds
        switch command {
        case .invite: greet(at: now, into: &directives)
        case .welcome(let welcome): open(welcome, at: now, into: &directives)
        case .confirm(let confirmations):
            for confirmation in confirmations { confirm(confirmation, into: &directives) }
        case .error(let refusal): refuse(correlation, refusal, at: now, into: &directives)
        case .reply(let reply):
            guard pending.take(correlation) != nil else { return }
            directives.append(.replied(correlation: correlation, reply))
        case .message(let stored):
            guard pending[correlation] != nil else { return }
            directives.append(.fetched(correlation: correlation, stored))
        case .deliver(let delivery): take(delivery, correlation, at: now, into: &directives)
        case .question(let delivery): take(delivery, at: now, into: &directives)
        case .event(let event): take(event, at: now, into: &directives)
        case .cancel(let cancellation):
            guard running[cancellation.question]?.attempt == cancellation.attempt else { return }
            running[cancellation.question] = nil
            dropEvents(
                of: cancellation.question, through: cancellation.attempt,
                because: Refusal(.questionEnded, cancellation.reason), into: &directives)
            directives.append(
                .abandon(cancellation.question, reason: cancellation.reason))
        case .request(let request):
            directives.append(.request(request, correlation: correlation))
        case .ping: send(.pong, correlation, at: now, into: &directives)
        case .room(let room): take(room, at: now, into: &directives)
        case .pong: break
        case .hello, .bye, .publish, .subscribe, .unsubscribe, .acknowledge, .reject, .extend,
            .fetch, .pull, .serve, .withdraw, .ask, .follow, .unfollow, .release, .credit, .offer:
            send(
                .error(Refusal(.unexpectedCommand, "a node takes no \(command.code)")), 0, at: now,
                into: &directives)
        }
    }

    /// Notes that the session ends by the node's own wish; nothing is sent again.
    package func close() {
        phase = .closed
    }

    private func greet(at now: Moment, into directives: inout [LinkDirective]) {
        guard phase != .closed else { return }
        phase = .greeting
        let hello = Hello(
            session: settings.session, node: settings.node, software: settings.software,
            events: settings.events)
        send(.hello(hello), 0, at: now, into: &directives)
    }

    private func open(
        _ welcome: Welcome, at now: Moment, into directives: inout [LinkDirective]
    ) {
        guard phase == .greeting else { return }
        phase = .open(welcome)
        consumed = Window(messages: 0, bytes: 0)
        asking.open(welcome.asking)
        directives.append(.welcomed(welcome))
        for attachment in attachments { send(attachment, 0, at: now, into: &directives) }
        let asked = Set(pending.inOrder.compactMap { $0.command.followedQuestion })
        let missed = following.filter { !$0.value.isPaused && !asked.contains($0.key) }
        for (question, state) in missed.sorted(by: { $0.key.description < $1.key.description }) {
            let request = FollowRequest(question: question, from: state.next)
            send(.follow(request), 0, at: now, into: &directives)
        }
        for (correlation, command) in pending.inOrder {
            sendInTurn(command, correlation, at: now, into: &directives)
        }
    }

    func confirm(_ confirmation: Confirmation, into directives: inout [LinkDirective]) {
        guard let command = pending.take(confirmation.correlation) else { return }
        asking.forget(confirmation.correlation, command)
        if let ended = command.endedAttempt { forgetEnd(ended) }
        // Confirmed in the order of sending: what ends an attachment ends the one confirmed before it.
        if let attachment = command.attachmentEnded { forgetAttachments(where: attachment) }
        if command.isAttachment {
            attachments.removeAll { $0.isSameAttachment(as: command) }
            attachments.append(command)
        }
        directives.append(
            .confirmed(correlation: confirmation.correlation, number: confirmation.number))
    }

    private func refuse(
        _ correlation: UInt64, _ refusal: Refusal, at now: Moment,
        into directives: inout [LinkDirective]
    ) {
        let command = pending.take(correlation)
        guard correlation == 0 || command != nil else { return }
        switch command {
        case .event(let event):
            dropEvents(
                of: event.question, through: event.attempt, because: refusal, into: &directives)
            // A refusal of an earlier attempt may arrive when a newer one is already running.
            if let state = running[event.question], state.attempt <= event.attempt {
                running[event.question] = nil
                directives.append(.abandon(event.question, reason: refusal.detail))
            }
        case .ask(let question, let payload):
            following[question.id] = nil
            asking.forget(correlation, .ask(question, payload))
            // Nothing of it was carried out, so that it took no room either.
            let room = Window(messages: 1, bytes: UInt64(payload.count))
            take(
                QuestionRoom(recipient: question.recipient, taken: room), at: now,
                into: &directives)
        case .follow(let request): following[request.question] = nil
        case .release(let release): forgetEnd(release)
        default: break
        }
        directives.append(.refused(correlation: correlation, refusal))
    }

    private func take(
        _ delivery: Delivery, _ correlation: UInt64, at now: Moment,
        into directives: inout [LinkDirective]
    ) {
        guard correlation != 0 else {
            guard held.insert(delivery) else { return }
            return directives.append(.deliver(delivery))
        }
        guard pending[correlation] != nil else {
            // Nobody waits for it any more: others may have it at once.
            let reference = DeliveryReference(
                message: delivery.message.id, attempt: delivery.attempt)
            let change = LeaseChange(
                subscription: delivery.subscription, delivery: reference, milliseconds: 0)
            return send(.reject(change), 0, at: now, into: &directives)
        }
        guard held.insertPulled(delivery, at: now) else { return }
        directives.append(.pulled(correlation: correlation, delivery))
    }

    private func take(
        _ delivery: QuestionDelivery, at now: Moment, into directives: inout [LinkDirective]
    ) {
        let id = delivery.question.id
        guard delivery.attempt > 0 else {
            consume(delivery.payload.count, at: now, into: &directives)
            guard following[id]?.next == 0, following[id]?.isPaused == false else { return }
            following[id]?.next = 1
            directives.append(.followed(delivery))
            return
        }
        if let state = running[id] {
            guard delivery.attempt > state.attempt else { return }
            directives.append(.abandon(id, reason: "attempt \(state.attempt) is over"))
        }
        // An answer of this attempt that is not confirmed yet is on its way again already.
        guard ending[id] != delivery.attempt else { return }
        running[id] = RunningQuestion(
            attempt: delivery.attempt, lease: Int64(delivery.leaseMilliseconds),
            lastSent: now.milliseconds)
        directives.append(.answer(delivery))
    }

    /// Forgets the events of a question that is not this node's any more, but not those of a newer attempt.
    private func dropEvents(
        of question: QuestionID, through attempt: UInt32, because refusal: Refusal,
        into directives: inout [LinkDirective]
    ) {
        forgetEnd(QuestionRelease(question: question, attempt: attempt))
        let dropped = pending.takeAll { command in
            guard case .event(let event) = command else { return false }
            return event.question == question && event.attempt <= attempt
        }
        directives += dropped.map { .refused(correlation: $0, refusal) }
    }

    /// Forgets that an attempt, or an earlier one, was ended or released by this node.
    private func forgetEnd(_ ended: QuestionRelease) {
        guard let attempt = ending[ended.question], attempt <= ended.attempt else { return }
        ending[ended.question] = nil
    }

    private func forgetAttachments(where condition: (Command) -> Bool) {
        attachments.removeAll(where: condition)
    }

    func send(
        _ command: Command, _ correlation: UInt64, at now: Moment,
        into directives: inout [LinkDirective]
    ) {
        lastSent = now.milliseconds
        directives.append(.send(command, correlation: correlation))
    }
}
