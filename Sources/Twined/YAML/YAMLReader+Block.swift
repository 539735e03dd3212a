import Topics

extension YAMLReader {
    /// Where a value of a block collection can stand.
    enum Place {
        /// After `-` or `:` or `---`; `takesCompact` where a collection can start on the same line.
        case sameLine(takesCompact: Bool)
        /// After the `:` of a block mapping, where a sequence may be indented like its key.
        case afterKey
    }

    /// The longest key that may stand before a `:`, in characters (YAML 1.2 section 8.2.2).
    static let keyLimit = 1024

    /// The value after the indicator that ends at the position.
    mutating func value(inside parent: Int, on place: Place) throws(YAMLError) -> JSONValue {
        skipWhite()
        if isBreakOrEnd(next) || isAtComment {
            skipComment()
            skipBreak()
            findContent()
            if case .afterKey = place {
                return try valueOnNewLine(inside: parent, takesSequenceThere: true)
            }
            return try valueOnNewLine(inside: parent, takesSequenceThere: false)
        }
        if case .sameLine(takesCompact: true) = place {
            return try node(inside: parent, at: position - lineStart, takesCollection: true)
        }
        return try node(inside: parent, at: position - lineStart, takesCollection: false)
    }

    /// The value that the content is which `findContent` has found, or null where it lies further out.
    mutating func valueOnNewLine(
        inside parent: Int, takesSequenceThere: Bool
    ) throws(YAMLError) -> JSONValue {
        if indent > parent {
            return try node(inside: parent, at: indent, takesCollection: true)
        }
        if takesSequenceThere, indent == parent, !isAfterTab, isAtEntry {
            return try sequence(at: indent, isAtKey: true)
        }
        return try nothing()
    }

    private var isAtEntry: Bool { next == UInt8(ascii: "-") && isBlank(second) }

    /// The node that starts at the position, and the rest of its last line.
    private mutating func node(
        inside parent: Int, at column: Int, takesCollection: Bool
    ) throws(YAMLError) -> JSONValue {
        let takesCollection = takesCollection && !isAfterTab
        let isAfterTab = isAfterTab
        switch next {
        case UInt8(ascii: "-") where isBlank(second):
            guard takesCollection else {
                throw isAfterTab ? error(.tab) : expected("a value, or a sequence on a new line")
            }
            return try sequence(at: column, isAtKey: false)
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return try blockScalar(inside: parent)
        default:
            break
        }
        let (start, line) = (position, lineStart)
        let node = try inlineNode(minimum: parent + 1, inFlow: false)
        let end = position
        skipWhite()
        guard next == UInt8(ascii: ":"), isBlank(second) else {
            // Back, because a comment needs white space before it.
            position = end
            let value = try value(of: node, at: start)
            try finishLine()
            return value
        }
        try checkKey(from: start, line: line)
        guard takesCollection else {
            throw isAfterTab
                ? YAMLError(.tab, at: start, of: bytes)
                : expected("the end of the line, because a mapping starts on a line of its own")
        }
        return try mapping(at: column, first: node, from: start)
    }

    /// A key is on one line and not too long.
    func checkKey(from start: Int, line: Int) throws(YAMLError) {
        let length = bytes[start..<position].count { !UTF8.isContinuation($0) }
        guard line == lineStart, length <= Self.keyLimit else {
            throw YAMLError(.longKey(limit: Self.keyLimit), at: start, of: bytes)
        }
    }

    private mutating func mapping(
        at column: Int, first: YAMLNode, from start: Int
    ) throws(YAMLError) -> JSONValue {
        try enter()
        var object = JSONObject()
        var key = try key(of: first, at: start, in: object)
        while true {
            position += 1
            object[key] = try value(inside: column, on: .afterKey)
            guard try goesOn(at: column) else { break }
            key = try nextKey(of: object)
        }
        leave()
        return .object(object)
    }

    private mutating func nextKey(of object: JSONObject) throws(YAMLError) -> String {
        guard !isAtEntry else { throw expected("a key") }
        let (start, line) = (position, lineStart)
        let node = try inlineNode(minimum: 0, inFlow: false, isOnOneLine: true)
        skipWhite()
        guard next == UInt8(ascii: ":"), isBlank(second) else {
            throw expected("\":\" and a space after a key")
        }
        try checkKey(from: start, line: line)
        return try key(of: node, at: start, in: object)
    }

    private mutating func sequence(at column: Int, isAtKey: Bool) throws(YAMLError) -> JSONValue {
        try enter()
        var elements: [JSONValue] = []
        while true {
            position += 1
            elements.append(
                try value(inside: column, on: .sameLine(takesCompact: true)))
            guard try goesOn(at: column) else { break }
            guard isAtEntry else {
                if isAtKey { break }
                throw expected("\"-\" and a space")
            }
        }
        leave()
        return .array(elements)
    }

    /// Whether the content that was found belongs to the collection at a column; false where it lies
    /// further out.
    private func goesOn(at column: Int) throws(YAMLError) -> Bool {
        guard indent >= column else { return false }
        guard !isAfterTab else { throw error(.tab) }
        guard indent == column else {
            throw error(
                .indentation(
                    "no value starts in this column: what it belongs to starts at "
                        + "column \(column + 1)"))
        }
        return true
    }
}
