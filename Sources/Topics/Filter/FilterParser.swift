/// Reads the filter language, from left to right with one function a rule of the grammar.
struct FilterParser {
    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    /// The expression that the bytes write; the grammar is at `AttributeFilter`.
    static func parse(_ bytes: [UInt8]) throws(FilterError) -> FilterExpression {
        guard bytes.count <= AttributeFilter.byteLimit else {
            let problem = FilterError.Problem.tooLong(
                byteCount: bytes.count, limit: AttributeFilter.byteLimit)
            throw FilterError(problem: problem, offset: 0)
        }
        var parser = FilterParser(bytes)
        let expression = try parser.filter()
        guard parser.next == nil else { throw parser.expected("AND, OR or the end") }
        return expression
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The byte at the position, or nil at the end.
    var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func filter() throws(FilterError) -> FilterExpression {
        let first = try term()
        guard let connective = takeConnective() else { return first }
        var terms = [first, try term()]
        while true {
            let start = position
            guard let another = takeConnective() else { break }
            guard another == connective else {
                throw FilterError(problem: .mixedOperators, offset: start)
            }
            terms.append(try term())
        }
        return connective == "AND" ? .all(of: terms) : .any(of: terms)
    }

    private mutating func term() throws(FilterError) -> FilterExpression {
        skipSpace()
        if take("-") || takeWord("NOT") {
            skipSpace()
            return try groupOrAtom().negated
        }
        return try groupOrAtom()
    }

    private mutating func groupOrAtom() throws(FilterError) -> FilterExpression {
        let start = position
        if take("(") {
            guard depth < AttributeFilter.depthLimit else {
                let problem = FilterError.Problem.tooDeep(limit: AttributeFilter.depthLimit)
                throw FilterError(problem: problem, offset: start)
            }
            depth += 1
            let group = try filter()
            guard take(")") else { throw expected("AND, OR or \")\"") }
            depth -= 1
            skipSpace()
            return group
        }
        if takeWord("attributes") { return try attribute() }
        if takeWord("hasPrefix") { return try prefix() }
        throw expected("attributes, hasPrefix, NOT, \"-\" or \"(\"")
    }

    /// What follows `attributes` outside a function.
    private mutating func attribute() throws(FilterError) -> FilterExpression {
        if take(".") {
            let key = try key()
            skipSpace()
            if take("=") { return .equals(key: key, value: try argument()) }
            if take("!=") { return .not(.equals(key: key, value: try argument())) }
            throw expected("\"=\" or \"!=\"")
        }
        skipSpace()
        guard take(":") else { throw expected("\":\" or \".\" after attributes") }
        skipSpace()
        let key = try key()
        skipSpace()
        return .hasKey(key)
    }

    /// What follows `hasPrefix`.
    private mutating func prefix() throws(FilterError) -> FilterExpression {
        skipSpace()
        guard take("(") else { throw expected("\"(\" after hasPrefix") }
        skipSpace()
        guard takeWord("attributes"), take(".") else { throw expected("attributes.key") }
        let key = try key()
        skipSpace()
        guard take(",") else { throw expected("\",\"") }
        let prefix = try argument()
        guard take(")") else { throw expected("\")\"") }
        skipSpace()
        return .hasPrefix(key: key, prefix: prefix)
    }

    private mutating func key() throws(FilterError) -> String {
        if next == UInt8(ascii: "\"") {
            let start = position
            let key = try string()
            guard !key.isEmpty else {
                let problem = FilterError.Problem.expected("a key", found: "an empty string")
                throw FilterError(problem: problem, offset: start)
            }
            return key
        }
        let key = bytes[position...].prefix(while: Self.isOfBareKey)
        guard !key.isEmpty else { throw expected("a key") }
        position += key.count
        return String(decoding: key, as: UTF8.self)
    }

    /// A string with the space around it.
    private mutating func argument() throws(FilterError) -> String {
        skipSpace()
        guard next == UInt8(ascii: "\"") else { throw expected("a string in quotes") }
        let argument = try string()
        skipSpace()
        return argument
    }
}

extension FilterParser {
    private mutating func takeConnective() -> String? {
        if takeWord("AND") { return "AND" }
        return takeWord("OR") ? "OR" : nil
    }

    private mutating func take(_ mark: String) -> Bool {
        guard bytes[position...].starts(with: mark.utf8) else { return false }
        position += mark.utf8.count
        return true
    }

    /// Takes a word unless it goes on: `NOTE` does not start with the word `NOT`.
    private mutating func takeWord(_ word: String) -> Bool {
        guard bytes[position...].prefix(while: Self.isOfBareKey).elementsEqual(word.utf8) else {
            return false
        }
        position += word.utf8.count
        return true
    }

    private mutating func skipSpace() {
        position += bytes[position...].prefix { [0x20, 0x09, 0x0A, 0x0D].contains($0) }.count
    }

    /// The error of finding something else at the position.
    func expected(_ expected: String) -> FilterError {
        FilterError(problem: .expected(expected, found: foundHere), offset: position)
    }

    private var foundHere: String {
        guard let next else { return "the end" }
        let word = bytes[position...].prefix(while: Self.isOfBareKey).prefix(40)
        if !word.isEmpty { return "\"\(String(decoding: word, as: UTF8.self))\"" }
        guard (0x21...0x7E).contains(next) else { return "byte \(next)" }
        return next == UInt8(ascii: "\"") ? "a quote" : "\"\(Unicode.Scalar(next))\""
    }

    /// Whether a key that has the byte needs no quotes.
    static func isOfBareKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default:
            false
        }
    }
}

extension FilterExpression {
    /// All of these, with groups of the same kind opened.
    fileprivate static func all(of expressions: [FilterExpression]) -> FilterExpression {
        .all(expressions.flatMap { if case .all(let inner) = $0 { inner } else { [$0] } })
    }

    /// Any of these, with groups of the same kind opened.
    fileprivate static func any(of expressions: [FilterExpression]) -> FilterExpression {
        .any(expressions.flatMap { if case .any(let inner) = $0 { inner } else { [$0] } })
    }
}
