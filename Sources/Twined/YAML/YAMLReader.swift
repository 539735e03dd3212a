public import Topics

/// Reads the YAML that people write into configurations: one document of YAML 1.2 with block and flow
/// sequences and mappings and all kinds of scalars, into a value that JSON can hold.
///
///     try YAMLReader.read(Array("services:\n- name: wind".utf8))  // {"services":[{"name":"wind"}]}
///
/// What else YAML has is refused by its name (`YAMLFeature`), and never read as something different. The
/// text is read once, from the front, in time proportional to its length; `YAMLLimits` bound it. Whatever
/// the bytes are, the outcome is a value or an error.
public struct YAMLReader {
    let bytes: [UInt8]
    let limits: YAMLLimits
    var position = 0
    /// Where the line of the position starts.
    var lineStart = 0
    /// The spaces before the content that `findContent` has found, or `endOfDocument`.
    var indent = 0
    /// Whether a tab stands between the position and what comes before it on its line.
    var isAfterTab = false
    private var depth = 0
    private var nodeCount = 0

    /// Less than the indentation of anything.
    static let endOfDocument = -2
    /// What the content of a document lies inside of.
    static let outermost = -1

    /// The value that the bytes write.
    ///
    /// - Throws: `YAMLError` with the place and what is wrong there.
    public static func read(
        _ bytes: [UInt8], limits: YAMLLimits = .standard
    ) throws(YAMLError) -> JSONValue {
        var reader = YAMLReader(try YAMLText.checked(bytes, limits: limits), limits: limits)
        return try reader.stream()
    }

    private init(_ bytes: [UInt8], limits: YAMLLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func stream() throws(YAMLError) -> JSONValue {
        findContent()
        let hasDirectives = try directives()
        guard hasDirectives || !isAtEnd else { throw error(.empty) }
        let value: JSONValue
        if isAtMarker(UInt8(ascii: "-")) {
            position += 3
            value = try self.value(inside: Self.outermost, on: .sameLine(takesCompact: false))
        } else {
            guard !hasDirectives else { throw expected("\"---\" after a directive") }
            guard indent != Self.endOfDocument else { throw error(.empty) }
            value = try valueOnNewLine(inside: Self.outermost, takesSequenceThere: false)
        }
        guard indent == Self.endOfDocument else {
            throw isAfterTab ? error(.tab) : expected("the end of the document")
        }
        try endDocument()
        return value
    }

    /// Takes the directives before the document; the only one there is says `%YAML 1.2`.
    private mutating func directives() throws(YAMLError) -> Bool {
        var count = 0
        while position == lineStart, next == UInt8(ascii: "%") {
            let line = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
            let words = line.split { isWhite($0) }.prefix { $0.first != UInt8(ascii: "#") }
            guard words.map({ String(decoding: $0, as: UTF8.self) }) == ["%YAML", "1.2"] else {
                throw error(.unsupported(.directive))
            }
            count += 1
            guard count == 1 else { throw expected("one %YAML directive") }
            position += "%YAML 1.2".utf8.count
            while !isBlank(next) { position += 1 }
            try finishLine()
        }
        return count > 0
    }

    /// Takes `...` and what may follow the one document.
    private mutating func endDocument() throws(YAMLError) {
        while isAtMarker(UInt8(ascii: ".")) {
            position += 3
            try finishLine()
        }
        guard isAtEnd else { throw error(.unsupported(.secondDocument)) }
    }

    /// Whether the position is at the start of a line with `---` or `...` on it.
    func isAtMarker(_ mark: UInt8) -> Bool {
        position == lineStart && isMarker(at: position) && next == mark
    }

    /// Opens a sequence or mapping; the caller leaves it with `leave`.
    mutating func enter() throws(YAMLError) {
        depth += 1
        guard depth <= limits.depthLimit else { throw error(.tooDeep(limit: limits.depthLimit)) }
        try count()
    }

    mutating func leave() {
        depth -= 1
    }

    mutating func count() throws(YAMLError) {
        nodeCount += 1
        guard nodeCount <= limits.nodeLimit else {
            throw error(.tooManyNodes(limit: limits.nodeLimit))
        }
    }

    /// The null of a place where nothing stands.
    mutating func nothing() throws(YAMLError) -> JSONValue {
        try count()
        return .null
    }

    /// What a node means as a value.
    mutating func value(of node: YAMLNode, at start: Int) throws(YAMLError) -> JSONValue {
        switch node {
        case .collection(let value):
            return value
        case .quoted(let text):
            try count()
            return .string(text)
        case .plain(let text):
            try count()
            do {
                return try YAMLScalar.value(of: text)
            } catch {
                throw YAMLError(.unsupported(error.feature), at: start, of: bytes)
            }
        }
    }

    /// What a node means as a key of a mapping, which has to be a text that is not a key of it yet.
    func key(
        of node: YAMLNode, at start: Int, in object: JSONObject
    ) throws(YAMLError) -> String {
        let key: String
        switch node {
        case .collection:
            throw YAMLError(.unsupported(.collectionKey), at: start, of: bytes)
        case .quoted(let text):
            key = text
        case .plain("<<"):
            throw YAMLError(.unsupported(.mergeKey), at: start, of: bytes)
        case .plain(let text):
            guard let value = try? YAMLScalar.value(of: text), let string = value.string else {
                throw YAMLError(.unsupported(.keyThatIsNoText), at: start, of: bytes)
            }
            key = string
        }
        guard !object.contains(key) else {
            throw YAMLError(.duplicateKey(String(key.prefix(80))), at: start, of: bytes)
        }
        return key
    }
}
