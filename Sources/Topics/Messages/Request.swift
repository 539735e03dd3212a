/// A request to whoever answers at an address, such as the registry.
///
/// It is passed on and forgotten: nothing of it is stored, and whoever asks tries again when no reply comes.
public struct Request: Sendable, Equatable {
    /// Where it goes: `backbone`, `registry`, or what another node offers.
    public var address: String
    /// What is wanted there.
    public var method: String
    /// Which node asks: the backbone writes its name here when it passes the request on.
    public var sender: String
    /// The parameters; for the addresses above a JSON object.
    public var payload: Payload

    /// A request for a method of an address.
    public init(address: String, method: String, sender: String = "", payload: Payload) {
        self.address = address
        self.method = method
        self.sender = sender
        self.payload = payload
    }
}

extension Request: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        address = try reader.text("address")
        method = try reader.text("method")
        sender = try reader.text("sender")
        payload = .empty
    }

    func write(to writer: inout FrameWriter) {
        writer.text(address)
        writer.text(method)
        writer.text(sender)
    }
}
