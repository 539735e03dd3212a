import Topics

/// One run of a node, as the backbone knows it.
final class Session {
    let id: SessionID
    /// What the node calls itself.
    var node: String
    /// The node's software and version.
    var software: String
    /// The connection it is reached over, or nil while that is broken.
    var peer: PeerID?
    /// When something was last heard of it, in milliseconds.
    var lastHeard: Int64
    /// When its connection broke, in milliseconds.
    var lostAt: Int64?
    /// When it began.
    let began: Timestamp

    var subscriptions: Set<SubscriptionName> = []
    /// The subscriptions of which it pulled messages.
    var pulled: Set<SubscriptionName> = []
    var revisions: Set<ServiceRevision> = []
    /// Revisions that it serves no more, and of which it may still have questions.
    var withdrawn: Set<ServiceRevision> = []
    var addresses: Set<String> = []

    /// How many events, and bytes of them, it still takes; an event larger than what is left makes it negative.
    var eventCredit: (messages: Int64, bytes: Int64) = (0, 0)
    /// The questions it follows, and how far it has come with each.
    var following: [QuestionID: Following] = [:]
    /// Those of them for which events wait in the store.
    var behind: Set<QuestionID> = []

    /// A session that a node has just opened.
    init(_ hello: Hello, at now: Moment) {
        id = hello.session
        node = hello.node
        software = hello.software
        lastHeard = now.liveness
        began = now.time
        resetEventCredit(hello.events)
    }

    /// How many things it is attached to.
    var attachmentCount: Int { subscriptions.count + revisions.count + addresses.count }

    /// Takes credit for one event, if there is any.
    func takeEventCredit(bytes: Int) -> Bool {
        guard eventCredit.messages > 0, eventCredit.bytes > 0 else { return false }
        eventCredit.messages -= 1
        eventCredit.bytes -= Int64(bytes)
        return true
    }

    /// Gives credit for as much as a window holds, and no more than that.
    func resetEventCredit(_ window: Window) {
        eventCredit = (Int64(window.messages), Int64(clamping: window.bytes))
    }

    /// Gives credit for more events, up to what the numbers can hold.
    func addEventCredit(_ window: Window) {
        eventCredit.messages += Int64(window.messages)
        let (sum, overflow) = eventCredit.bytes.addingReportingOverflow(
            Int64(clamping: window.bytes))
        eventCredit.bytes = overflow ? .max : sum
    }
}
