/// A node says who it is; it opens a session or takes its own up again after a reconnection.
public struct Hello: Sendable, Equatable {
    /// The session, chosen at random by the node when it started.
    public var session: SessionID
    /// What the node calls itself, for people.
    public var node: String
    /// The node's software and its version, for people.
    public var software: String
    /// How many events of followed questions the node takes before it gives more credit.
    public var events: Window

    /// A greeting of a session.
    public init(session: SessionID, node: String, software: String, events: Window) {
        self.session = session
        self.node = node
        self.software = software
        self.events = events
    }
}

extension Hello: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        session = try reader.id("session")
        guard !session.isZero else {
            throw .badValue(field: "session", reason: "an identifier of zeros means none")
        }
        node = try reader.text("node")
        software = try reader.text("software")
        events = try Window(from: &reader)
    }

    func write(to writer: inout FrameWriter) {
        writer.id(session)
        writer.text(node)
        writer.text(software)
        events.write(to: &writer)
    }
}
