/// Something that a parent sees while its question is answered.
public struct AnswerEvent: Sendable {
    /// What happened.
    public enum Kind: Sendable {
        /// A child has the question and starts on it.
        case acknowledged
        /// The child is still at work.
        case heartbeat
        /// A line of the child's log.
        case log(LogRecord)
        /// Something the child wants its parent to see.
        case monitor(EventBody)
        /// The child failed; the last event.
        case exception(RemoteException)
        /// The child's answer; the last event.
        case result(EventBody)
        /// The question was cancelled, for this reason; the last event.
        case cancelled(String)
    }

    /// What happened.
    public let kind: Kind
    /// The event as it travelled, with its number, attempt and time.
    public let event: Event

    /// The meaning of an event; a body that is not what its kind needs is shown as an exception.
    init(_ event: Event) {
        self.event = event
        do {
            kind = try Self.kind(of: event)
        } catch {
            kind = .exception(
                RemoteException(
                    type: "InvalidEvent",
                    message: "event \(event.number), \(event.kind), cannot be read: \(error)"))
        }
    }

    /// The body of the result that this end is.
    ///
    /// - Throws: `NodeError` with code `exception`, `cancelled` or `timedOut` when it is another end.
    func answer(of child: String) throws(NodeError) -> EventBody {
        if let error = error(of: child) { throw error }
        guard case .result(let body) = kind else { preconditionFailure("\(event.kind) is no end") }
        return body
    }

    /// Why there is no answer; nil for a result, and for what is no end.
    package func error(of child: String) -> NodeError? {
        switch kind {
        case .exception(let exception):
            return NodeError(
                .exception, "\(child) failed with \(exception)", exception: exception)
        case .cancelled(let reason):
            let code: NodeError.Code = reason == "not answered in time" ? .timedOut : .cancelled
            return NodeError(code, "\(child): \(reason)")
        case .result, .acknowledged, .heartbeat, .log, .monitor: return nil
        }
    }

    private static func kind(of event: Event) throws -> Kind {
        let body = EventBody(payload: event.payload, contentType: event.contentType)
        switch event.kind {
        case .question, .deliveryAcknowledgement: return .acknowledged
        case .heartbeat: return .heartbeat
        case .logRecord: return .log(try body.member("log_record", as: LogRecord.self))
        case .monitorMessage: return .monitor(body)
        case .exception: return .exception(try body.whole(as: RemoteException.self))
        case .result: return .result(body)
        case .cancelled:
            return .cancelled(try body.whole(as: [String: String].self)["reason"] ?? "")
        }
    }
}
