import Topics

extension Command {
    /// Whether the command attaches a session to something, for as long as the session lasts.
    var isAttachment: Bool {
        switch self {
        case .subscribe, .serve, .offer: true
        default: false
        }
    }

    /// Whether two commands attach a session to the same thing.
    func isSameAttachment(as other: Command) -> Bool {
        if let subscriptionAttached { return subscriptionAttached == other.subscriptionAttached }
        if let revisionAttached { return revisionAttached == other.revisionAttached }
        guard case .offer(let address) = self, case .offer(address) = other else { return false }
        return true
    }

    /// The subscription that the command attaches a session to.
    var subscriptionAttached: SubscriptionName? {
        if case .subscribe(let request) = self { request.subscription } else { nil }
    }

    /// The revision that the command lets a session serve.
    var revisionAttached: ServiceRevision? {
        if case .serve(let request) = self { request.revision } else { nil }
    }

    /// Which attachments the command ends, if it does that.
    var attachmentEnded: ((Command) -> Bool)? {
        switch self {
        case .unsubscribe(let name): { $0.subscriptionAttached == name }
        case .withdraw(let revision): { $0.revisionAttached == revision }
        default: nil
        }
    }

    /// The attempt to answer a question that is over with this command, by the node's own wish.
    var endedAttempt: QuestionRelease? {
        switch self {
        case .event(let event) where event.kind.isEnd:
            QuestionRelease(question: event.question, attempt: event.attempt)
        case .release(let release): release
        default: nil
        }
    }

    /// The question whose events the command asks for.
    var followedQuestion: QuestionID? {
        switch self {
        case .ask(let question, _) where question.isFollowed: question.id
        case .follow(let request): request.question
        default: nil
        }
    }

    /// The question that the command asks, or says something of for its parent.
    var questionNamed: QuestionID? {
        switch self {
        case .ask(let question, _): question.id
        case .cancel(let cancellation): cancellation.question
        case .follow(let request): request.question
        case .unfollow(let question): question
        default: nil
        }
    }
}
