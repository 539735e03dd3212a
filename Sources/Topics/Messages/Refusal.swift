/// Why a command was not carried out.
public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// What a program can act on.
    public var code: ErrorCode
    /// What a person can act on.
    public var detail: String

    /// A refusal with its reason.
    public init(_ code: ErrorCode, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// The reason, after the code.
    public var description: String { "\(code): \(detail)" }
}

extension Refusal: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        code = ErrorCode(rawValue: try reader.text("code"))
        detail = try reader.text("detail", limit: WireLimits.text)
    }

    func write(to writer: inout FrameWriter) {
        writer.text(code.rawValue)
        writer.text(detail, limit: WireLimits.text)
    }
}
