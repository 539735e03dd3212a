import Topics

/// Who waits for the answer to a command.
enum Waiter {
    /// Nobody.
    case nobody
    /// Somebody who wants the number of the confirmation.
    case number(CheckedContinuation<Result<UInt64, NodeError>, Never>)
    /// Somebody who wants a reply.
    case reply(CheckedContinuation<Result<Reply, NodeError>, Never>)
    /// Somebody who wants all messages that come before the confirmation.
    case messages([StoredMessage], CheckedContinuation<Result<[StoredMessage], NodeError>, Never>)
    /// Somebody who wants all deliveries that come before the confirmation.
    case deliveries([Delivery], CheckedContinuation<Result<[Delivery], NodeError>, Never>)
    /// The handlers that dealt with these messages.
    case acknowledged(Acknowledgement)
    /// The handler that goes on to deal with this message.
    case extended(LeaseChange)
    /// The reader with this number, who has asked this question.
    case asked(QuestionID, UInt64)
    /// The reader with this number, who follows this question.
    case follows(QuestionID, UInt64)
    /// Whoever wants to know what the registry says of this revision.
    case lookup(ServiceRevision, OneTimeEvent)

    /// The command is done.
    func confirm(_ number: UInt64) {
        switch self {
        case .nobody, .asked, .follows, .reply, .acknowledged, .extended, .lookup: break
        case .number(let continuation): continuation.resume(returning: .success(number))
        case .messages(let messages, let continuation):
            continuation.resume(returning: .success(messages))
        case .deliveries(let deliveries, let continuation):
            continuation.resume(returning: .success(deliveries))
        }
    }

    /// The request has its reply.
    func reply(_ reply: Reply) {
        switch self {
        case .reply(let continuation): continuation.resume(returning: .success(reply))
        case .lookup(_, let isDone): isDone.happen()
        case .nobody, .number, .messages, .deliveries, .acknowledged, .extended, .asked, .follows:
            break
        }
    }

    /// One more message has come.
    mutating func add(_ stored: StoredMessage) {
        guard case .messages(let messages, let continuation) = self else { return }
        self = .messages(messages + [stored], continuation)
    }

    /// One more delivery has come.
    mutating func add(_ delivery: Delivery) {
        guard case .deliveries(let deliveries, let continuation) = self else { return }
        self = .deliveries(deliveries + [delivery], continuation)
    }

    /// There will be no answer.
    func fail(_ error: NodeError) {
        switch self {
        case .nobody, .asked, .follows, .acknowledged, .extended: break
        case .lookup(_, let isDone): isDone.happen()
        case .number(let continuation): continuation.resume(returning: .failure(error))
        case .reply(let continuation): continuation.resume(returning: .failure(error))
        case .messages(_, let continuation): continuation.resume(returning: .failure(error))
        case .deliveries(_, let continuation): continuation.resume(returning: .failure(error))
        }
    }
}
