import Handlers
public import Twined

/// A service as its parent sees it: something to be asked.
public struct Child: Sendable {
    /// What is asked: a revision, or the default revision of a service.
    public let reference: ServiceReference

    /// The key under which its parent knows it; nil when it was named by its reference.
    public let key: String?
    /// What is said about its questions where the asker says nothing.
    public var options: Options

    let connection: NodeConnection
    /// The question that is being answered meanwhile, when the parent is a child itself.
    let parent: IncomingQuestion?

    init(
        _ reference: String, connection: NodeConnection, asking parent: IncomingQuestion?
    ) throws(NodeError) {
        let reference = try ServiceRevision.parsing(reference) { text throws(NameError) in
            try ServiceReference(text)
        }
        self.init(reference, key: nil, connection: connection, asking: parent)
    }

    init(_ entry: Children.Entry, connection: NodeConnection, asking parent: IncomingQuestion?) {
        self.init(entry.reference, key: entry.key, connection: connection, asking: parent)
        options = entry.options
    }

    private init(
        _ reference: ServiceReference, key: String?, connection: NodeConnection,
        asking parent: IncomingQuestion?
    ) {
        self.reference = reference
        self.key = key
        self.connection = connection
        self.parent = parent
        options = Options()
    }

    /// What a parent may say about a question beside its values.
    public struct Options: Sendable {
        /// The question is cancelled when it has no end after this long; nil to wait for ever.
        public var timeout: Duration?
        /// Which question it is; asking again with the same one is the same question.
        public var id: QuestionID?
        /// Whether the question waits when nobody serves the revision now, instead of failing at once.
        public var waitsForService = false
        /// Whether the child sends its log. When a handler asks, and its own parent wants its log, the
        /// child's is passed on to it as it is read, each line behind `[<child> | <question>] `.
        public var forwardsLogs = true
        /// How many times this was asked before, by the parent's own count; retries count on from it.
        public var retryCount: UInt32 = 0
        /// How many more times `answer`, `outcome` and what asks many ask when they get no answer.
        public var maxRetries: UInt32 = 0
        /// Failures after which it is not asked again, beside those that another try cannot change.
        public var doNotRetry: Set<NodeError.Kind> = []
        /// How long the first retry waits; each one after it waits twice as long, up to the upper bound.
        public var retryPause = Duration.seconds(1)...Duration.seconds(60)
        /// Children that the child is to ask in place of those it is configured with, for this question:
        /// the same keys, and only its own children, not theirs.
        public var children: Children?
        /// When the child keeps what is needed to run the question again.
        public var saveDiagnostics = SaveDiagnostics.onCrash
        /// How many processors the child should have; nil when that does not matter.
        public var cpus: UInt16?
        /// How much memory the child should have, such as `256Mi`; empty when that does not matter.
        public var memory = ""
        /// How much temporary storage the child should have; empty when that does not matter.
        public var ephemeralStorage = ""
        /// The datasets that go with the values, named by their paths; the hash of each file is taken when
        /// the question is asked, unless the manifest is `measured` already.
        public var inputManifest: Manifest?
        /// The channel whose head is asked instead of the default revision; only where no revision is named.
        public var channel: ChannelName?
        /// Whether events are shown as they come, before they are on the backbone's disk. That is faster by the
        /// time of two commits. What is lost is that a crash of the backbone takes nothing back that was
        /// shown; `Conversation.untilOnDisk()` tells when the question itself is safe.
        public var seesEventsEarly = false
        /// Attributes beyond Twined's own.
        public var attributes = Attributes.none
        /// What a body that is written already is, as a media type.
        var contentType = "application/json"

        /// What they add to the body of a question.
        var members: JSONObject {
            var members = JSONObject()
            members["children"] = children?.json
            return members
        }

        /// A question that waits for its answer for at most this long.
        public init(timeout: Duration? = nil) {
            self.timeout = timeout
        }
    }

    /// Asks, and returns the conversation about the question.
    ///
    /// - Parameters:
    ///   - values: what is asked about, written as JSON.
    ///   - options: what else there is to say.
    /// - Throws: `NodeError` with code `badValues` when the values cannot be written or do not fit the child's
    ///   twine, with all that is wrong; `notFound` when the registry knows no default revision. Whether somebody serves the revision shows when the
    ///   conversation is read.
    public func ask(
        _ values: some Encodable & Sendable, _ options: Options? = nil
    ) async throws(NodeError) -> Conversation {
        try await ask(body: try await body(values, options), options)
    }

    /// Asks and waits for the values of the answer.
    ///
    /// It is asked again as often as the options say.
    ///
    /// - Throws: `NodeError` with code `exception` when the child failed, `cancelled` or `timedOut` when
    ///   there is no answer, `nobodyServes` when nobody would give one; of several tries, the last failure.
    public func answer<Answer: Decodable & Sendable>(
        to values: some Encodable & Sendable, as type: Answer.Type = Answer.self,
        _ options: Options? = nil
    ) async throws(NodeError) -> Answer {
        try await outcome(of: values, as: type, options).result.get()
    }

    /// Asks without waiting for anything but the backbone's disk.
    ///
    /// - Returns: which question it is; `Node.events(of:)` follows it later.
    /// - Throws: as `ask`, and `nobodyServes` when nobody would answer.
    public func askWithoutWaiting(
        _ values: some Encodable & Sendable, _ options: Options? = nil
    ) async throws(NodeError) -> QuestionID {
        try await askWithoutWaiting(body: try await body(values, options), options)
    }

    /// As `askWithoutWaiting`, with a body that is written already.
    package func askWithoutWaiting(
        body: Payload, _ options: Options? = nil
    ) async throws(NodeError) -> QuestionID {
        try Self.check(body)
        var question = try await question(options ?? self.options)
        try await connection.check(body, asking: question.recipient)
        question.isFollowed = false
        do {
            try await connection.confirm(.ask(question, body))
        } catch {
            throw await connection.explained(error, asking: question.recipient)
        }
        return question.id
    }

    /// Asks with a body that is written already.
    package func ask(
        body: Payload, _ options: Options? = nil
    ) async throws(NodeError) -> Conversation {
        try Self.check(body)
        let question = try await question(options ?? self.options)
        try await connection.check(body, asking: question.recipient)
        let reader = try await connection.ask(question, body)
        var conversation = Conversation(
            reader: reader, child: question.recipient, connection: connection)
        if question.forwardsLogs, parent?.question.forwardsLogs == true {
            conversation.passesLogsTo = parent
        }
        return conversation
    }

    /// The body of a question about values.
    package func body(
        _ values: some Encodable & Sendable, _ options: Options?
    ) async throws(NodeError) -> Payload {
        let options = options ?? self.options
        var members = options.members
        members["input_manifest"] =
            try await options.inputManifest?.jsonToSend(as: "input_manifest")
        return try EventBody.make(
            kind: .question, "input_values", values, adding: members,
            omitsNull: options.inputManifest != nil)
    }

    private func question(_ options: Options) async throws(NodeError) -> Question {
        let parent = parent?.question
        let now = Clocks.now.time
        let id = options.id ?? NewID.timeOrdered(at: now)
        let recipient = try await connection.revision(
            of: reference, channel: options.channel, for: asker(of: id, options))
        let asker = parent?.recipient ?? .local
        var question = Question(
            id: id, event: NewID.random(), asked: now, parent: asker,
            recipient: recipient, softwareVersion: BusNodeVersion.text)
        if let parent {
            question.parentQuestion = parent.id
            question.originatorQuestion = parent.originatorQuestion
            question.originator = parent.originator
        }
        question.timeoutMilliseconds = try options.timeout.map(Self.milliseconds)
        question.waitsForService = options.waitsForService
        question.forwardsLogs = options.forwardsLogs
        question.isFollowedEarly = options.seesEventsEarly
        question.retryCount = options.retryCount
        question.saveDiagnostics = options.saveDiagnostics
        question.cpus = options.cpus
        question.memory = options.memory
        question.ephemeralStorage = options.ephemeralStorage
        question.contentType = options.contentType
        question.attributes = attributes(options)
        return question
    }

    /// On whose behalf a revision is looked for.
    private func asker(of id: QuestionID, _ options: Options) -> Asker {
        if let parent { return .tree(parent.question.originatorQuestion) }
        // With an id of the parent's own, the question may have been asked before, and got a revision then.
        return options.id == nil ? .root(id) : .tree(id)
    }

    /// The attributes that the parent wants, with the key of the child and for which name it got the
    /// revision.
    private func attributes(_ options: Options) -> Attributes {
        var attributes = options.attributes
        if let key { attributes = attributes.adding([(Self.keyAttribute, key)]) }
        guard case .defaultRevision(let service) = reference else { return attributes }
        let name = AskedAs.value(service, options.channel)
        return attributes.adding([(AskedAs.attribute, name)])
    }

    /// The attribute of a question under whose key its parent knows the child.
    package static let keyAttribute = "child_key"

    private static func check(_ body: Payload) throws(NodeError) {
        guard body.count <= WireLimits.payload else {
            throw NodeError(
                .badValues,
                "the question has \(body.count) bytes, and the limit is \(WireLimits.payload)")
        }
    }

    private static func milliseconds(_ timeout: Duration) throws(NodeError) -> UInt32 {
        let milliseconds = timeout.wholeMilliseconds
        guard (1...Int64(UInt32.max)).contains(milliseconds) else {
            throw NodeError(
                .badValues,
                "a timeout of \(timeout) is not from 1 ms to 49 days; leave it out to wait for ever"
            )
        }
        return UInt32(milliseconds)
    }
}
