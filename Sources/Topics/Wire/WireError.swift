/// Why a frame is not a command of the protocol.
///
/// The peer is told `code` and `description`; neither contains bytes of the frame's payload.
public enum WireError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The frame does not begin with the two bytes "BN".
    case notThisProtocol
    /// The frame is of a protocol version that is not spoken here.
    case unsupportedVersion(UInt8)
    /// No command has this number.
    case unknownCommand(UInt8)
    /// The frame ends inside this field.
    case truncated(field: String, needed: Int, left: Int)
    /// The frame goes on after its last field.
    case trailingBytes(Int)
    /// A field, list or frame is larger than its limit.
    case tooLarge(field: String, size: Int, limit: Int)
    /// A text is not UTF-8.
    case notText(field: String)
    /// A field has a value that it cannot have.
    case badValue(field: String, reason: String)
    /// The command needs a payload frame and there is none, or the other way round.
    case payloadMismatch(command: CommandCode, expected: Bool)
    /// The message has more frames than any command has.
    case tooManyFrames(Int)

    /// The code that the peer is told.
    public var code: ErrorCode {
        switch self {
        case .unsupportedVersion: .unsupportedVersion
        case .unknownCommand: .unknownCommand
        case .tooLarge: .tooLarge
        case .notThisProtocol, .truncated, .trailingBytes, .notText, .badValue, .payloadMismatch,
            .tooManyFrames:
            .malformed
        }
    }

    /// One sentence for a person, with the field, the value and the limit.
    public var description: String {
        switch self {
        case .notThisProtocol:
            "the command frame does not begin with \"BN\""
        case .unsupportedVersion(let version):
            "protocol version \(version) is not spoken here, only \(WireHeader.version)"
        case .unknownCommand(let code):
            "there is no command number \(code)"
        case .truncated(let field, let needed, let left):
            "the frame ends inside \(field): \(needed) bytes are needed, \(left) are left"
        case .trailingBytes(let count):
            "\(count) bytes follow the last field"
        case .tooLarge(let field, let size, let limit):
            "\(field) is \(size) long, and the limit is \(limit)"
        case .notText(let field):
            "\(field) is not UTF-8"
        case .badValue(let field, let reason):
            "\(field): \(reason)"
        case .payloadMismatch(let command, let expected):
            expected
                ? "\(command) needs a payload frame"
                : "\(command) has no payload frame, but one came"
        case .tooManyFrames(let count):
            "the message has \(count) frames, and no command has more than 2"
        }
    }
}
