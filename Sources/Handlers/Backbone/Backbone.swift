package import Store
import Topics

/// The backbone's behaviour: sessions, topics, questions and requests, without a socket, clock or thread.
///
/// It is given what arrives and when, reads and writes its stores within the transaction of the turn, and
/// says what is to be done. Hot state is in memory and rebuilt from the file at the start; the file alone
/// is the truth.
///
/// Errors of peers become ERROR commands. An error that it throws is the store's: after it nothing can be
/// promised any more, and the caller must stop.
package final class Backbone {
    let limits: BackboneLimits
    /// Where the feed is published, for WELCOME.
    let feed: String
    let file: Connection
    let record: RunRecord
    let topicNames = TopicNames()
    let resources: ResourceStore
    let messages: MessageStore
    let owed: OwedStore
    let questions: QuestionStore
    var random: any RandomNumberGenerator & Sendable

    var sessions: [SessionID: Session] = [:]
    var sessionsByPeer: [PeerID: Session] = [:]

    var topics: [TopicName: TopicState] = [:]
    /// Topics that were deleted and have messages, or subscriptions, by their numbers.
    var deletedTopics: [Int64: TopicState] = [:]
    var snapshots: [SnapshotName: Snapshot] = [:]
    /// Topics in whose rows an older message stands for their newest.
    var changedTopics: [TopicState] = []
    /// What the file has for the number of the next message.
    private var savedNext: UInt64
    var history = DeliveryHistory()
    /// Whether the disk has room for something new; the caller finds out.
    package var hasRoomOnDisk = true
    /// The copy of the file that is being made, and who wants it.
    var backup: PendingBackup?
    var subscriptions: [SubscriptionName: Subscription] = [:]
    var nextMessage: UInt64
    /// What waits for the commit of this turn.
    var gate = CommitGate()
    /// What waits for the commit of the turn that was finished last.
    var gateOfCommit = CommitGate()
    var nextSweep: Int64 = 0
    /// Topics that the sweep has not looked at yet.
    var sweeping: [TopicState] = []
    /// The last message whose time to live was found to be over.
    var lastExpired = MessageStore.Expired()
    /// When the clock of the file is written down next, in milliseconds.
    var nextClockSave: Int64 = 0

    var open: [QuestionID: OpenQuestion] = [:]
    /// Questions that were asked in this turn.
    var unlisted: [OpenQuestion] = []
    var services: [ServiceRevision: ServiceQueue] = [:]
    var rooms: AskingRooms
    /// No question is out of time before this; it may be too early, never too late.
    var nextQuestionDeadline = Int64.max

    var offers: [String: [Session]] = [:]
    var requests = PendingRequests()

    /// The backbone as its file left it.
    ///
    /// - Parameters:
    ///   - connection: the file, opened by the caller and used by nobody else.
    ///   - feed: where the feed is published; empty when there is none.
    ///   - random: where identifiers of the backbone's own events come from.
    /// - Throws: `StoreError` when the file cannot be read or written.
    package init(
        connection: Connection, feed: String, limits: BackboneLimits = .standard, at now: Moment,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) throws(StoreError) {
        self.limits = limits
        rooms = AskingRooms(window: limits.asking)
        self.feed = feed
        self.random = random
        try Migrator.backbone.migrate(connection)
        file = connection
        resources = try ResourceStore(connection, topics: topicNames)
        messages = try MessageStore(connection, topics: topicNames)
        owed = try OwedStore(connection)
        questions = try QuestionStore(connection)
        record = try RunRecord(connection, at: now)
        nextMessage = record.firstMessage
        savedNext = nextMessage
        try restoreTopics()
        try restoreQuestions(at: now)
    }

    /// Handles one input.
    package func handle(
        _ input: BackboneInput, at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        switch input {
        case .command(let command, let correlation, let peer):
            try handle(command, correlation, from: peer, at: now, into: &outbox)
        case .probe(let peer):
            outbox.send(.invite(Invite()), to: peer)
        case .malformed(let error, let correlation, let peer):
            hear(peer, at: now)
            outbox.refuse(correlation, Refusal(error.code, error.description), to: peer)
        case .lost(let peer):
            lose(peer, at: now)
        }
    }

    /// Does what is due: ends silent sessions, takes back leases, ends questions that are out of time.
    package func tick(at now: Moment, into outbox: inout Outbox) throws(StoreError) {
        try endSilentSessions(at: now, into: &outbox)
        try takeBackMessages(at: now, into: &outbox)
        try takeBackQuestions(at: now, into: &outbox)
        expireRequests(at: now, into: &outbox)
        try sweep(at: now)
        try saveClock(at: now)
    }

    /// Notes that the turn which was finished last is on disk, and sends the messages that waited for that;
    /// to be done before what the outbox keeps for after the commit.
    package func noteCommitted(at now: Moment, into outbox: inout Outbox) {
        releaseGated(at: now, into: &outbox)
        gateOfCommit.clear()
    }

    /// Writes what a turn changed and is not yet written; call it before the turn's commit.
    ///
    /// The next turn may begin before the commit has reached the disk; it may not be finished before
    /// `noteCommitted()`.
    package func finishTurn() throws(StoreError) {
        precondition(gateOfCommit.deliveries.isEmpty, "the turn before this one is not on disk")
        swap(&gate, &gateOfCommit)
        try listQuestions()
        if nextMessage - savedNext >= Self.unsavedNumbers { try saveNumbers() }
    }

    /// Most numbers of messages that are used before the next one is written down, while a new run leaps over
    /// many more (`RunRecord`).
    private static let unsavedNumbers: UInt64 = 16_384

    /// Writes down which numbers messages have. While the messages are there they tell it themselves, so
    /// that it is not worth two more pages in every commit; it is to be done before some are removed.
    func saveNumbers() throws(StoreError) {
        guard !changedTopics.isEmpty else { return }
        try record.saveNext(nextMessage)
        savedNext = nextMessage
        for topic in changedTopics {
            try resources.saveLastMessage(of: topic)
            topic.isChanged = false
        }
        changedTopics.removeAll(keepingCapacity: true)
    }

    /// The clock of the file, in milliseconds: it goes with the time that passes, over all runs, and never
    /// goes back or jumps, whatever happens to the calendar's while the backbone runs.
    func clock(_ now: Moment) -> Int64 {
        now.milliseconds + record.clockOffset
    }

    /// Reads topics, subscriptions, what these are owed, and snapshots.
    private func restoreTopics() throws(StoreError) {
        var numbered: [Int64: TopicState] = [:]
        for topic in try resources.topics() {
            numbered[topic.number] = topic
            if topic.isDeleted {
                deletedTopics[topic.number] = topic
            } else {
                topics[topic.name] = topic
            }
        }
        for subscription in try resources.subscriptions(of: numbered) {
            try restore(subscription)
            if !subscription.isDetached { subscription.topic.subscriptions.append(subscription) }
            subscriptions[subscription.name] = subscription
        }
        for snapshot in try resources.snapshots(of: numbered) {
            snapshot.topic.snapshots += 1
            snapshots[snapshot.name] = snapshot
        }
    }

    /// Writes down the clock of the file now and then, so that a restart goes on from there.
    private func saveClock(at now: Moment) throws(StoreError) {
        guard now.milliseconds >= nextClockSave else { return }
        nextClockSave = now.milliseconds + 10_000
        try saveNumbers()
        try record.saveClock(clock(now), calendar: now.time)
    }

    private func handle(
        _ command: Command, _ correlation: UInt64, from peer: PeerID, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        if case .hello(let hello) = command {
            return try open(hello, correlation, from: peer, at: now, into: &outbox)
        }
        guard let session = hear(peer, at: now) else {
            return outbox.send(.invite(Invite()), correlation: correlation, to: peer)
        }
        let call = Call(correlation: correlation, session: session, peer: peer, now: now)
        do {
            try carryOut(command, call, into: &outbox)
        } catch {
            switch error {
            case .refused(let refusal): outbox.refuse(correlation, refusal, to: peer)
            case .store(let error): throw error
            }
        }
    }

    private func carryOut(
        _ command: Command, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        switch command {
        case .ping: outbox.send(.pong, correlation: call.correlation, to: call.peer)
        case .pong: break
        case .bye: try bye(call, into: &outbox)
        case .publish(let publication): try publish(publication, call, into: &outbox)
        case .subscribe(let request): try subscribe(request, call, into: &outbox)
        case .unsubscribe(let name): try unsubscribe(name, call, into: &outbox)
        case .acknowledge(let acknowledgement):
            try acknowledge(acknowledgement, call, into: &outbox)
        case .reject(let change): try reject(change, call, into: &outbox)
        case .extend(let change): try extend(change, call, into: &outbox)
        case .fetch(let request): try fetch(request, call, into: &outbox)
        case .pull(let request): try pull(request, call, into: &outbox)
        case .serve(let request): try serve(request, call, into: &outbox)
        case .withdraw(let revision): try withdraw(revision, call, into: &outbox)
        case .ask(let question, let payload): try ask(question, payload, call, into: &outbox)
        case .event(let event): try record(event, call, into: &outbox)
        case .release(let release): try self.release(release, call, into: &outbox)
        case .cancel(let cancellation): try cancel(cancellation, call, into: &outbox)
        case .follow(let request): try follow(request, call, into: &outbox)
        case .unfollow(let question): unfollow(question, call, into: &outbox)
        case .credit(let window): try addCredit(window, call, into: &outbox)
        case .offer(let address): try offer(address, call, into: &outbox)
        case .request(let request): try pass(request, call, into: &outbox)
        case .reply(let reply): pass(reply, call, into: &outbox)
        case .error(let refusal): pass(refusal, call, into: &outbox)
        case .hello, .welcome, .invite, .confirm, .deliver, .message, .question, .room:
            throw .refused(
                Refusal(.unexpectedCommand, "the backbone sends \(command.code), it takes none"))
        }
    }

    /// A command, by whom it was sent and when.
    struct Call {
        let correlation: UInt64
        let session: Session
        let peer: PeerID
        let now: Moment
    }
}
