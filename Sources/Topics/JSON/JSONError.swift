/// Why a text is not JSON (RFC 8259) or passes a limit, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong at the place.
    public let problem: Problem
    /// How many bytes precede the place.
    public let offset: Int
    /// The line of the place, from 1; a line ends with a line feed.
    public let line: Int
    /// The column of the place in characters (Unicode scalars), from 1.
    public let column: Int

    /// Something that JSON does not allow, or that we do not take.
    public enum Problem: Hashable, Sendable {
        /// Something else had to come here.
        case expected(String, found: String)
        /// The object already has this key (cut at 80 characters).
        case duplicateKey(String)
        /// A control character in a string, which has to be written as an escape.
        case controlCharacter(UInt8)
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// Half of a surrogate pair, which stands for no character.
        case loneSurrogate
        /// More arrays and objects inside each other than the limit.
        case tooDeep(limit: Int)
        /// More bytes than the limit.
        case tooLong(byteCount: Int, limit: Int)
    }

    init(_ problem: Problem, at offset: Int, of bytes: [UInt8]) {
        self.problem = problem
        self.offset = offset
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column = 1 + before[lineStart...].count { !UTF8.isContinuation($0) }
    }

    /// One sentence for a person, with the place.
    public var description: String {
        "line \(line), column \(column) (byte \(offset)): \(problem)"
    }
}

extension JSONError.Problem: CustomStringConvertible {
    /// One sentence for a person, without the place.
    public var description: String {
        switch self {
        case .expected(let expected, let found):
            "expected \(expected), found \(found)"
        case .duplicateKey(let key):
            "the key \"\(key)\" is in this object already"
        case .controlCharacter(let byte):
            "control character \(byte) in a string has to be written as an escape"
        case .invalidUTF8:
            "the bytes are not UTF-8"
        case .loneSurrogate:
            "half of a surrogate pair stands for no character"
        case .tooDeep(let limit):
            "more than \(limit) arrays and objects inside each other"
        case .tooLong(let byteCount, let limit):
            "the text has \(byteCount) bytes, and the limit is \(limit)"
        }
    }
}
