import Topics

extension YAMLReader {
    /// A scalar in one of the three styles, or a flow collection; lines after the first have at least
    /// `minimum` spaces before them.
    mutating func inlineNode(
        minimum: Int, inFlow: Bool, isOnOneLine: Bool = false
    ) throws(YAMLError) -> YAMLNode {
        switch next {
        case UInt8(ascii: "\""): return .quoted(try doubleQuoted(minimum: minimum))
        case UInt8(ascii: "'"): return .quoted(try singleQuoted(minimum: minimum))
        case UInt8(ascii: "["): return .collection(try flowSequence(minimum: minimum))
        case UInt8(ascii: "{"): return .collection(try flowMapping(minimum: minimum))
        case UInt8(ascii: "&"): throw error(.unsupported(.anchor))
        case UInt8(ascii: "*"): throw error(.unsupported(.alias))
        case UInt8(ascii: "!"): throw error(.unsupported(.tag))
        case UInt8(ascii: "?") where !isPlainSafe(second, inFlow: inFlow):
            throw error(.unsupported(.explicitKey))
        case UInt8(ascii: ":") where !isPlainSafe(second, inFlow: inFlow):
            throw error(.unsupported(.keyThatIsNoText))
        case UInt8(ascii: "-") where !isPlainSafe(second, inFlow: inFlow):
            throw expected("a value")
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "#"),
            UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "%"), UInt8(ascii: "@"),
            UInt8(ascii: "`"), 0:
            throw expected("a value (a text that starts like this needs quotes)")
        default:
            return .plain(plain(minimum: minimum, inFlow: inFlow, isOnOneLine: isOnOneLine))
        }
    }

    private mutating func flowSequence(minimum: Int) throws(YAMLError) -> JSONValue {
        try enter()
        position += 1
        try skipFlowSpace(minimum: minimum)
        var elements: [JSONValue] = []
        while next != UInt8(ascii: "]") {
            elements.append(try flowElement(minimum: minimum))
            try skipFlowSpace(minimum: minimum)
            try skipComma(or: UInt8(ascii: "]"), minimum: minimum)
        }
        position += 1
        leave()
        return .array(elements)
    }

    /// An element of a flow sequence, which may be a mapping of one key without its braces.
    private mutating func flowElement(minimum: Int) throws(YAMLError) -> JSONValue {
        let (start, line) = (position, lineStart)
        let node = try inlineNode(minimum: minimum, inFlow: true)
        skipWhite()
        guard isAtColon(after: node) else { return try value(of: node, at: start) }
        try checkKey(from: start, line: line)
        try enter()
        var object = JSONObject()
        object[try key(of: node, at: start, in: object)] = try flowValue(minimum: minimum)
        leave()
        return .object(object)
    }

    private mutating func flowMapping(minimum: Int) throws(YAMLError) -> JSONValue {
        try enter()
        position += 1
        try skipFlowSpace(minimum: minimum)
        var object = JSONObject()
        while next != UInt8(ascii: "}") {
            let start = position
            let node = try inlineNode(minimum: minimum, inFlow: true)
            let key = try key(of: node, at: start, in: object)
            try skipFlowSpace(minimum: minimum)
            object[key] =
                isAtColon(after: node) ? try flowValue(minimum: minimum) : try nothing()
            try skipFlowSpace(minimum: minimum)
            try skipComma(or: UInt8(ascii: "}"), minimum: minimum)
        }
        position += 1
        leave()
        return .object(object)
    }

    private func isAtColon(after node: YAMLNode) -> Bool {
        next == UInt8(ascii: ":")
            && (node.isLikeJSON || !isPlainSafe(second, inFlow: true))
    }

    /// The value after the `:` at the position.
    private mutating func flowValue(minimum: Int) throws(YAMLError) -> JSONValue {
        position += 1
        try skipFlowSpace(minimum: minimum)
        switch next {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
            return try nothing()
        default:
            let start = position
            return try value(of: try inlineNode(minimum: minimum, inFlow: true), at: start)
        }
    }

    private mutating func skipComma(or bracket: UInt8, minimum: Int) throws(YAMLError) {
        if next == UInt8(ascii: ",") {
            position += 1
            try skipFlowSpace(minimum: minimum)
        } else if next != bracket {
            throw expected("\",\" or \"\(Unicode.Scalar(bracket))\"")
        }
    }
}
