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
    var revisions: Set<ServiceRevision> = []
    var addresses: Set<String> = []

    /// How many events it still takes.
    var eventCredit: Window
    /// The questions it follows, and how far it has come with each.
    var following: [QuestionID: Following] = [:]
    /// Those of them for which events wait in the store.
    var behind: Set<QuestionID> = []

    /// A session that a node has just opened.
    init(_ hello: Hello, at now: Moment) {
        id = hello.session
        node = hello.node
        software = hello.software
        lastHeard = now.milliseconds
        began = now.time
        eventCredit = hello.events
    }

    /// How many things it is attached to.
    var attachmentCount: Int { subscriptions.count + revisions.count + addresses.count }

    /// Takes credit for one event, if there is any.
    func takeEventCredit(bytes: Int) -> Bool {
        guard eventCredit.messages > 0, eventCredit.bytes > 0 else { return false }
        eventCredit.messages -= 1
        eventCredit.bytes -= min(eventCredit.bytes, UInt64(bytes))
        return true
    }

    /// Gives credit for more events, up to what the numbers can hold.
    func addEventCredit(_ window: Window) {
        eventCredit.messages = eventCredit.messages.addingOrMax(window.messages)
        eventCredit.bytes = eventCredit.bytes.addingOrMax(window.bytes)
    }
}

extension FixedWidthInteger {
    fileprivate func addingOrMax(_ other: Self) -> Self {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
