/// A session answers questions for a revision from now on.
public struct ServeRequest: Sendable, Equatable {
    /// The revision.
    public var revision: ServiceRevision
    /// How many questions, and how many bytes of them, the session takes at one time.
    public var window: Window

    /// An offer to answer questions.
    public init(revision: ServiceRevision, window: Window) {
        self.revision = revision
        self.window = window
    }
}

extension ServeRequest: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        revision = try reader.name("revision", ServiceRevision.init)
        window = try Window(from: &reader)
    }

    func write(to writer: inout FrameWriter) {
        writer.text(revision.description)
        window.write(to: &writer)
    }
}
