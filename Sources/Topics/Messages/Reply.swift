/// The answer to a request.
public struct Reply: Sendable, Equatable {
    /// `ok`, or what went wrong.
    public var code: String
    /// The result when the code is `ok`, otherwise `{"error": "…"}`.
    public var payload: Payload

    /// An answer.
    public init(code: String, payload: Payload) {
        self.code = code
        self.payload = payload
    }

    /// Whether the request was carried out.
    public var isOK: Bool { code == "ok" }
}

extension Reply: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        code = try reader.text("code")
        payload = .empty
    }

    func write(to writer: inout FrameWriter) {
        writer.text(code)
    }
}
