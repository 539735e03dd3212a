import Topics

extension Command {
    /// The command in one line, as transcripts have it; identifiers are their last digits.
    func line(_ correlation: UInt64) -> String {
        let answers = correlation == 0 ? "" : " \(correlation)"
        switch self {
        case .welcome(let welcome): return "WELCOME\(welcome.isResumed ? " again" : "")"
        case .invite: return "INVITE"
        case .ping: return "PING"
        case .pong: return "PONG\(answers)"
        case .confirm(let confirmations):
            return "CONFIRM "
                + confirmations.map { confirmation in
                    "\(confirmation.correlation)"
                        + (confirmation.number == 0 ? "" : "=\(confirmation.number)")
                }.joined(separator: " ")
        case .error(let refusal): return "ERROR\(answers) \(refusal.code)"
        case .deliver(let delivery):
            return "DELIVER \(delivery.subscription) \(delivery.message.id), "
                + "attempt \(delivery.attempt), \(delivery.leaseMilliseconds) ms"
        case .message(let stored):
            return "MESSAGE\(answers) \(stored.message.id) after \(stored.previous)"
        case .question(let delivery):
            return "QUESTION \(delivery.question.id.low), attempt \(delivery.attempt)"
        case .event(let event): return "EVENT \(event.question.low) #\(event.number) \(event.kind)"
        case .cancel(let cancellation): return "CANCEL \(cancellation.question.low)"
        case .request(let request):
            return "REQUEST\(answers) \(request.address) \(request.method) of \(request.sender)"
        case .reply(let reply):
            return "REPLY\(answers) \(reply.code) "
                + String(decoding: reply.payload.bytes, as: UTF8.self)
        case .serve(let request): return "SERVE\(answers) \(request.revision.tag)"
        case .ask(let question, _): return "ASK\(answers) \(question.id.low)"
        case .follow(let request):
            return "FOLLOW\(answers) \(request.question.low) from \(request.from)"
        case .room(let room):
            return "ROOM \(room.recipient.tag) \(room.taken.messages) \(room.taken.bytes)"
        case .credit(let window): return "CREDIT \(window.messages) \(window.bytes)"
        case .hello, .bye, .publish, .subscribe, .unsubscribe, .acknowledge, .reject, .extend,
            .fetch, .pull, .withdraw, .unfollow, .release, .offer:
            return "\(code)\(answers)"
        }
    }
}
