/// Which delivery of which message.
public struct DeliveryReference: Sendable, Hashable {
    /// The message.
    public var message: MessageID
    /// The attempt under which it was delivered.
    public var attempt: UInt32

    /// A delivery.
    public init(message: MessageID, attempt: UInt32) {
        self.message = message
        self.attempt = attempt
    }
}

extension DeliveryReference: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        message = MessageID(try reader.number("message"))
        attempt = try reader.number("attempt")
    }

    func write(to writer: inout FrameWriter) {
        writer.number(message.number)
        writer.number(attempt)
    }
}
