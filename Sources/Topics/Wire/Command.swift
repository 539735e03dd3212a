/// Everything that travels between a node and the backbone, one case a command.
///
/// docs/protocol.md says for each who sends it, what it means and what answers it.
public indirect enum Command: Sendable, Equatable {
    /// A node says who it is.
    case hello(Hello)
    /// The backbone accepts a session.
    case welcome(Welcome)
    /// The backbone asks for a HELLO.
    case invite(Invite)
    /// Are you there?
    case ping
    /// I am.
    case pong
    /// The session is over.
    case bye
    /// Commands that are done; at most 1,024.
    case confirm([Confirmation])
    /// A command that is refused.
    case error(Refusal)
    /// A message for a topic.
    case publish(Publication)
    /// Attaches the session to a subscription.
    case subscribe(SubscriptionRequest)
    /// Detaches the session from a subscription.
    case unsubscribe(SubscriptionName)
    /// A message for a subscriber.
    case deliver(Delivery)
    /// Messages that are dealt with.
    case acknowledge(Acknowledgement)
    /// A message that is given back.
    case reject(LeaseChange)
    /// More time for a message.
    case extend(LeaseChange)
    /// Messages of a topic, again.
    case fetch(FetchRequest)
    /// A message that was fetched.
    case message(StoredMessage)
    /// Some messages of a subscription, once.
    case pull(PullRequest)
    /// Attaches the session to the questions for a revision.
    case serve(ServeRequest)
    /// Detaches the session from the questions for a revision.
    case withdraw(ServiceRevision)
    /// A question, with the values it is about.
    case ask(Question, Payload)
    /// A question for a child, or shown to a follower.
    case question(QuestionDelivery)
    /// Something that happened to a question.
    case event(Event)
    /// A question is not wanted any more.
    case cancel(Cancellation)
    /// The events of a question.
    case follow(FollowRequest)
    /// No more events of a question.
    case unfollow(QuestionID)
    /// A question given back.
    case release(QuestionRelease)
    /// Room for more events.
    case credit(Window)
    /// Room for more questions of a revision.
    case room(QuestionRoom)
    /// A request to an address.
    case request(Request)
    /// The answer to a request.
    case reply(Reply)
    /// The session answers requests at an address.
    case offer(String)

    /// The command's number on the wire.
    public var code: CommandCode {
        switch self {
        case .hello: .hello
        case .welcome: .welcome
        case .invite: .invite
        case .ping: .ping
        case .pong: .pong
        case .bye: .bye
        case .confirm: .confirm
        case .error: .error
        case .publish: .publish
        case .subscribe: .subscribe
        case .unsubscribe: .unsubscribe
        case .deliver: .deliver
        case .acknowledge: .acknowledge
        case .reject: .reject
        case .extend: .extend
        case .fetch: .fetch
        case .message: .message
        case .pull: .pull
        case .serve: .serve
        case .withdraw: .withdraw
        case .ask: .ask
        case .question: .question
        case .event: .event
        case .cancel: .cancel
        case .follow: .follow
        case .unfollow: .unfollow
        case .release: .release
        case .credit: .credit
        case .room: .room
        case .request: .request
        case .reply: .reply
        case .offer: .offer
        }
    }

    /// The payload that travels in a frame of its own, or nil for commands that have none.
    public var payload: Payload? {
        switch self {
        case .publish(let publication): publication.payload
        case .deliver(let delivery): delivery.message.payload
        case .message(let stored): stored.message.payload
        case .ask(_, let payload): payload
        case .question(let delivery): delivery.payload
        case .event(let event): event.payload
        case .request(let request): request.payload
        case .reply(let reply): reply.payload
        case .hello, .welcome, .invite, .ping, .pong, .bye, .confirm, .error, .subscribe,
            .unsubscribe, .acknowledge, .reject, .extend, .fetch, .pull, .serve, .withdraw,
            .cancel, .follow, .unfollow, .release, .credit, .room, .offer:
            nil
        }
    }
}
