/// Why a text is not taken as YAML, and where.
public struct YAMLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong at the place.
    public let problem: Problem
    /// The line of the place, from 1.
    public let line: Int
    /// The column of the place in characters (Unicode scalars), from 1.
    public let column: Int

    /// Something that YAML does not allow, or that we do not take.
    public enum Problem: Hashable, Sendable {
        /// A part of YAML that is not read.
        case unsupported(YAMLFeature)
        /// Something else had to come here.
        case expected(String, found: String)
        /// A line that starts in a column where nothing can start.
        case indentation(String)
        /// A tab where spaces have to be.
        case tab
        /// The mapping already has this key (cut at 80 characters).
        case duplicateKey(String)
        /// A key that is longer than YAML lets it be, or that goes over lines.
        case longKey(limit: Int)
        /// A character that has to be written as an escape, or a byte order mark inside the text.
        case character(UInt32)
        /// An escape that there is not.
        case escape(String)
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// Nothing but comments and blank lines.
        case empty
        /// More sequences and mappings inside each other than the limit.
        case tooDeep(limit: Int)
        /// More bytes than the limit.
        case tooLong(byteCount: Int, limit: Int)
        /// More values than the limit.
        case tooManyNodes(limit: Int)
    }

    init(_ problem: Problem, at offset: Int, of bytes: [UInt8]) {
        self.problem = problem
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column = 1 + before[lineStart...].count { !UTF8.isContinuation($0) }
    }

    /// One sentence for a person, with the place.
    public var description: String {
        "line \(line), column \(column): \(problem)"
    }
}

extension YAMLError.Problem: CustomStringConvertible {
    /// One sentence for a person, without the place.
    public var description: String {
        switch self {
        case .unsupported(let feature):
            "\(feature) is not read here: \(feature.advice)"
        case .expected(let expected, let found):
            "expected \(expected), found \(found)"
        case .indentation(let rule):
            rule
        case .tab:
            "a tab where only spaces can indent"
        case .duplicateKey(let key):
            "the key \"\(key)\" is in this mapping already"
        case .longKey(let limit):
            "a key lies on one line and has at most \(limit) characters"
        case .character(let scalar):
            "the character U+\(hexadecimal(scalar)) cannot stand here: "
                + "write it as an escape in double quotes"
        case .escape(let text):
            "\"\(text)\" is no escape"
        case .invalidUTF8:
            "the bytes are not UTF-8"
        case .empty:
            "there is no value in the text"
        case .tooDeep(let limit):
            "more than \(limit) sequences and mappings inside each other"
        case .tooLong(let byteCount, let limit):
            "the text has \(byteCount) bytes, and the limit is \(limit)"
        case .tooManyNodes(let limit):
            "more than \(limit) values"
        }
    }

    private func hexadecimal(_ scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
