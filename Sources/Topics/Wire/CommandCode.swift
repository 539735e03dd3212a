/// The number that says which command a frame holds (docs/protocol.md, "Commands").
public enum CommandCode: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// A node says who it is; it opens or resumes a session.
    case hello = 0x01
    /// The backbone accepts a session and says by which rules it goes.
    case welcome = 0x02
    /// The backbone asks a peer that it does not know for its HELLO.
    case invite = 0x03
    /// Asks whether the other side is still there.
    case ping = 0x04
    /// Answers a PING.
    case pong = 0x05
    /// Ends a session.
    case bye = 0x06
    /// Commands that are done, and on disk.
    case confirm = 0x07
    /// A command that is refused.
    case error = 0x08

    /// A message for a topic.
    case publish = 0x10
    /// Attaches a session to a durable subscription.
    case subscribe = 0x11
    /// Detaches a session from a subscription.
    case unsubscribe = 0x12
    /// A message, leased to a subscriber.
    case deliver = 0x13
    /// Messages that a subscriber has dealt with.
    case acknowledge = 0x14
    /// A message that a subscriber gives back.
    case reject = 0x15
    /// A subscriber needs more time for a message.
    case extend = 0x16
    /// Asks for messages of a topic again.
    case fetch = 0x17
    /// A message that was fetched, or that travels on the feed.
    case message = 0x18
    /// Asks for some messages of a subscription, once.
    case pull = 0x19

    /// Attaches a session to the questions for a revision.
    case serve = 0x20
    /// Detaches a session from the questions for a revision.
    case withdraw = 0x21
    /// A parent asks.
    case ask = 0x22
    /// A question, leased to a child.
    case question = 0x23
    /// Something that happened while a question was answered.
    case event = 0x24
    /// The question is not wanted any more.
    case cancel = 0x25
    /// Asks for the events of a question, from some point on.
    case follow = 0x26
    /// No more events of a question, please.
    case unfollow = 0x27
    /// A child gives a question back, unanswered.
    case release = 0x28
    /// A follower can take more events.
    case credit = 0x29
    /// A parent may ask more questions of a revision.
    case room = 0x2A

    /// A request to whoever answers at an address.
    case request = 0x30
    /// The answer to a request.
    case reply = 0x31
    /// A session answers the requests for an address from now on.
    case offer = 0x32

    /// The command's name as the protocol writes it, in capitals.
    public var description: String {
        Self.names[self] ?? String(rawValue)
    }

    /// Whether a payload frame follows the command frame.
    public var hasPayload: Bool {
        switch self {
        case .publish, .deliver, .message, .ask, .question, .event, .request, .reply: true
        case .hello, .welcome, .invite, .ping, .pong, .bye, .confirm, .error, .subscribe,
            .unsubscribe, .acknowledge, .reject, .extend, .fetch, .pull, .serve, .withdraw,
            .cancel, .follow, .unfollow, .release, .credit, .room, .offer:
            false
        }
    }

    private static let names: [CommandCode: String] = [
        .hello: "HELLO", .welcome: "WELCOME", .invite: "INVITE", .ping: "PING", .pong: "PONG",
        .bye: "BYE", .confirm: "CONFIRM", .error: "ERROR", .publish: "PUBLISH",
        .subscribe: "SUBSCRIBE", .unsubscribe: "UNSUBSCRIBE", .deliver: "DELIVER",
        .acknowledge: "ACKNOWLEDGE", .reject: "REJECT", .extend: "EXTEND", .fetch: "FETCH",
        .message: "MESSAGE", .pull: "PULL", .serve: "SERVE", .withdraw: "WITHDRAW", .ask: "ASK",
        .question: "QUESTION", .event: "EVENT", .cancel: "CANCEL", .follow: "FOLLOW",
        .unfollow: "UNFOLLOW", .release: "RELEASE", .credit: "CREDIT", .room: "ROOM",
        .request: "REQUEST",
        .reply: "REPLY", .offer: "OFFER",
    ]
}
