package import Topics

/// What a link says about its node, and how much it takes.
package struct LinkSettings: Sendable {
    /// The session, chosen at random when the node starts.
    package var session: SessionID
    /// What the node calls itself.
    package var node: String
    /// The node's software and version.
    package var software: String
    /// How many events of followed questions may be on their way at one time.
    package var events = Window(messages: 4_096, bytes: 64_000_000)
    /// Most commands that wait for their confirmation.
    package var pendingLimit = 10_000

    /// The settings of a node with this name.
    package init(session: SessionID, node: String, software: String) {
        self.session = session
        self.node = node
        self.software = software
    }
}
