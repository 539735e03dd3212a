import Handlers

/// A question that a child has to answer.
public struct IncomingQuestion: Sendable {
    /// Which question.
    public let id: QuestionID
    /// Which attempt to answer it this is, counted from 1.
    public let attempt: UInt32
    /// Who asks what, and within which bounds.
    public let question: Question
    /// The values asked about, as they travelled.
    public let body: EventBody

    /// The children of the service that answers; nil when it does not say which it has.
    var childrenInPlace: Children?
    /// What is held against the twine of the service; nil when it has none.
    var twined: TwinedAnswering?
    let connection: NodeConnection

    init(_ delivery: QuestionDelivery, connection: NodeConnection) {
        id = delivery.question.id
        attempt = delivery.attempt
        question = delivery.question
        body = EventBody(payload: delivery.payload, contentType: delivery.question.contentType)
        self.connection = connection
    }

    /// The revision that was asked.
    public var recipient: ServiceRevision { question.recipient }

    /// The values asked about.
    ///
    /// - Throws: `NodeError` with code `badValues` that says what does not fit, and where.
    public func values<Value: Decodable>(as type: Value.Type = Value.self) throws(NodeError)
        -> Value
    {
        try body.values(as: type)
    }

    /// Shows the parent something before the result.
    ///
    /// - Throws: `NodeError` with code `badValues` when the data cannot be written as JSON or do not fit the
    ///   twine of the service, `cancelled` when the question is not this node's any more.
    public func monitor(_ data: some Encodable & Sendable) async throws(NodeError) {
        let body = try EventBody.make(kind: .monitorMessage, "data", data)
        try twined?.check(monitorMessage: body)
        try await emit(.monitorMessage, body)
    }

    /// Sends the parent a line of log, if it wants the child's log.
    ///
    /// - Throws: `NodeError` with code `cancelled` when the question is not this node's any more.
    public func log(_ message: String, level: String = "INFO") async throws(NodeError) {
        guard question.forwardsLogs else { return }
        let record = LogRecord(
            message: message, level: level, logger: recipient.description,
            created: Double(Clocks.now.time.microseconds) / 1_000_000)
        try await emit(.logRecord, EventBody.make(kind: .logRecord, "log_record", record))
    }

    /// A child of this service, to be asked while this question is answered.
    ///
    /// Its questions are children of this one: they carry its id, and its originator.
    ///
    /// - Throws: `NodeError` with code `badName` when the reference is none.
    public func child(_ reference: String) throws(NodeError) -> Child {
        try Child(reference, connection: connection, asking: self)
    }

    /// The children of this service by key, with those in their places that the parent wants asked instead.
    ///
    /// They come from `Service.Settings.children`; without these, from the question alone.
    public var children: KeyedChildren {
        let list = childrenInPlace ?? (try? carriedChildren()) ?? .none
        return KeyedChildren(list, connection: connection, asking: self)
    }

    /// The children that the question itself carries; nil when it carries none.
    func carriedChildren() throws(NodeError) -> Children? {
        guard let body = try? JSONValue(parsing: body.payload.bytes), let list = body["children"],
            !list.isNull
        else { return nil }
        return try Children(list)
    }

    /// Sends an event with a body that is written already.
    package func emit(_ kind: EventKind, _ payload: Payload) async throws(NodeError) {
        try await connection.emit(kind, of: id, attempt: attempt, payload)
    }
}
