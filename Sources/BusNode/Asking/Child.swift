import Handlers

/// A service as its parent sees it: something to be asked.
public struct Child: Sendable {
    /// What is asked: a revision, or the default revision of a service.
    public let reference: ServiceReference

    let connection: NodeConnection
    /// The question that is being answered meanwhile, when the parent is a child itself.
    private let parent: Question?

    init(
        _ reference: String, connection: NodeConnection, asking parent: Question?
    ) throws(NodeError) {
        self.reference = try ServiceRevision.parsing(reference) { text throws(NameError) in
            try ServiceReference(text)
        }
        self.connection = connection
        self.parent = parent
    }

    /// What a parent may say about a question beside its values.
    public struct Options: Sendable {
        /// The question is cancelled when it has no end after this long; nil to wait for ever.
        public var timeout: Duration?
        /// Which question it is; asking again with the same one is the same question.
        public var id: QuestionID?
        /// Whether the question waits when nobody serves the revision now, instead of failing at once.
        public var waitsForService = false
        /// Whether the child sends its log.
        public var forwardsLogs = true
        /// How many times this was asked before, by the parent's own count; retries count on from it.
        public var retryCount: UInt32 = 0
        /// How many more times `answer`, `outcome` and what asks many ask when they get no answer.
        public var maxRetries: UInt32 = 0
        /// Failures after which it is not asked again, beside those that another try cannot change.
        public var doNotRetry: Set<NodeError.Kind> = []
        /// How long the first retry waits; each one after it waits twice as long, up to the upper bound.
        public var retryPause = Duration.seconds(1)...Duration.seconds(60)
        /// When the child keeps what is needed to run the question again.
        public var saveDiagnostics = SaveDiagnostics.onCrash
        /// Attributes beyond Twined's own.
        public var attributes = Attributes.none

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
    /// - Throws: `NodeError` with code `badValues` when the values cannot be written, `notFound` when the
    ///   registry knows no default revision. Whether somebody serves the revision shows when the
    ///   conversation is read.
    public func ask(
        _ values: some Encodable & Sendable, _ options: Options = Options()
    ) async throws(NodeError) -> Conversation {
        let payload = try EventBody.make(kind: .question, "input_values", values)
        return try await ask(body: payload, options)
    }

    /// Asks and waits for the values of the answer.
    ///
    /// It is asked again as often as the options say.
    ///
    /// - Throws: `NodeError` with code `exception` when the child failed, `cancelled` or `timedOut` when
    ///   there is no answer, `nobodyServes` when nobody would give one; of several tries, the last failure.
    public func answer<Answer: Decodable & Sendable>(
        to values: some Encodable & Sendable, as type: Answer.Type = Answer.self,
        _ options: Options = Options()
    ) async throws(NodeError) -> Answer {
        try await outcome(of: values, as: type, options).result.get()
    }

    /// Asks without waiting for anything but the backbone's disk.
    ///
    /// - Returns: which question it is; `Node.events(of:)` follows it later.
    /// - Throws: as `ask`, and `nobodyServes` when nobody would answer.
    public func askWithoutWaiting(
        _ values: some Encodable & Sendable, _ options: Options = Options()
    ) async throws(NodeError) -> QuestionID {
        let payload = try EventBody.make(kind: .question, "input_values", values)
        try Self.check(payload)
        var question = try await question(options)
        question.isFollowed = false
        do {
            try await connection.confirm(.ask(question, payload))
        } catch {
            throw await connection.explained(error, asking: question.recipient)
        }
        return question.id
    }

    /// Asks with a body that is written already.
    package func ask(
        body: Payload, _ options: Options = Options()
    ) async throws(NodeError) -> Conversation {
        try Self.check(body)
        let question = try await question(options)
        try await connection.ask(question, body)
        return Conversation(
            question: question.id, child: question.recipient, connection: connection)
    }

    private func question(_ options: Options) async throws(NodeError) -> Question {
        let recipient = try await connection.revision(of: reference)
        let asker = parent?.recipient ?? .local
        var question = Question(
            id: options.id ?? .random(), event: .random(), asked: Clocks.now.time, parent: asker,
            recipient: recipient, softwareVersion: BusNodeVersion.text)
        if let parent {
            question.parentQuestion = parent.id
            question.originatorQuestion = parent.originatorQuestion
            question.originator = parent.originator
        }
        question.timeoutMilliseconds = try options.timeout.map(Self.milliseconds)
        question.waitsForService = options.waitsForService
        question.forwardsLogs = options.forwardsLogs
        question.retryCount = options.retryCount
        question.saveDiagnostics = options.saveDiagnostics
        question.attributes = options.attributes
        return question
    }

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
