/// How much a receiver takes at one time: credit in messages and in bytes.
///
/// What is outstanding stays below both; one message may exceed the bytes when nothing else is
/// outstanding, so that a message larger than the window is not stuck for ever.
public struct Window: Hashable, Sendable {
    /// Most messages outstanding.
    public var messages: UInt32
    /// Most payload bytes outstanding.
    public var bytes: UInt64

    /// A window of this many messages and bytes.
    public init(messages: UInt32, bytes: UInt64 = 100_000_000) {
        self.messages = messages
        self.bytes = bytes
    }
}

extension Window: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        messages = try reader.number("messages of the window")
        bytes = try reader.number("bytes of the window")
    }

    func write(to writer: inout FrameWriter) {
        writer.number(messages)
        writer.number(bytes)
    }
}
