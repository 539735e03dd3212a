/// Reads a regular expression of ECMA-262 as it is with the `u` flag, and takes `{`, `}`, `]` and escaped
/// punctuation for themselves where it is strict, as is usual without the flag.
struct PatternParser {
    let scalars: [Unicode.Scalar]
    var position = 0
    /// The first backreference: a pattern may have them, but none of ours can follow them.
    private(set) var backreference: PatternError?
    private var depth = 0

    /// More groups inside each other than people write.
    private static let depthLimit = 100

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
    }

    mutating func parse() throws(PatternError) -> PatternTree {
        let tree = try choice()
        // Only a bracket ends a choice before the end.
        guard position == scalars.count else { throw error("a \")\" without its \"(\"") }
        return tree
    }

    /// The character at the position, or nil at the end.
    var next: Unicode.Scalar? {
        position < scalars.count ? scalars[position] : nil
    }

    /// Takes the next character when it is this one.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    func error(_ explanation: String) -> PatternError {
        PatternError(explanation: "\(explanation) at character \(position + 1)")
    }

    private mutating func choice() throws(PatternError) -> PatternTree {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw error("more than \(Self.depthLimit) groups inside each other")
        }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternError) -> PatternTree {
        var parts: [PatternTree] = []
        while let next, next != "|", next != ")" {
            parts.append(try repeated())
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func repeated() throws(PatternError) -> PatternTree {
        let part = try part()
        let start = position
        guard let (least, most) = try quantifier() else { return part }
        if case .place = part { throw errorBefore(start, "nothing to repeat") }
        if case .look(_, isAhead: false, _) = part { throw errorBefore(start, "nothing to repeat") }
        // Lazy or not, the same texts match.
        _ = take("?")
        return .repeated(part, least, most)
    }

    private mutating func errorBefore(_ start: Int, _ explanation: String) -> PatternError {
        position = start
        return error(explanation)
    }

    private mutating func quantifier() throws(PatternError) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = position
        guard take("{") else { return nil }
        guard let least = count() else {
            position = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = count() }
        guard take("}") else {
            position = start
            return nil
        }
        if let most, most < least { throw errorBefore(start, "counts in the wrong order") }
        return (least, most)
    }

    private mutating func count() -> Int? {
        let digits = scalars[position...].prefix { ScalarSet.digit.contains($0) }
        position += digits.count
        var text = ""
        text.unicodeScalars.append(contentsOf: digits)
        // A count that no `Int` holds is beyond the limit of the program as well.
        return text.isEmpty ? nil : Int(text) ?? Int.max
    }

    private mutating func part() throws(PatternError) -> PatternTree {
        let start = position
        guard let next else { throw error("nothing to repeat") }
        position += 1
        switch next {
        case "^": return .place(.start)
        case "$": return .place(.end)
        case ".": return .one(.dot)
        case "(": return try group()
        case "[": return .one(try characterClass())
        case "\\": return try escape()
        case "*", "+", "?": throw errorBefore(start, "nothing to repeat")
        default: return .one(ScalarSet([next...next]))
        }
    }

    private mutating func group() throws(PatternError) -> PatternTree {
        let start = position
        var look: (isAhead: Bool, isNegated: Bool)?
        if take("?") {
            if take(":") {
                look = nil
            } else if take("=") {
                look = (true, false)
            } else if take("!") {
                look = (true, true)
            } else if take("<") {
                if take("=") {
                    look = (false, false)
                } else if take("!") {
                    look = (false, true)
                } else {
                    try groupName()
                }
            } else {
                throw errorBefore(start, "(? opens no group of ECMA-262 here")
            }
        }
        let inner = try choice()
        guard take(")") else { throw errorBefore(start - 1, "a \"(\" without its \")\"") }
        guard let look else { return inner }
        return .look(inner, isAhead: look.isAhead, isNegated: look.isNegated)
    }

    private mutating func groupName() throws(PatternError) {
        let name = scalars[position...].prefix { $0 != ">" }
        position += name.count
        let isName = name.allSatisfy { $0.properties.isIDContinue || $0 == "$" }
        guard !name.isEmpty, isName, take(">") else { throw error("no name of a group") }
    }

    private mutating func escape() throws(PatternError) -> PatternTree {
        if take("b") { return .place(.wordEdge) }
        if take("B") { return .place(.noWordEdge) }
        if let next, next == "k" || ("1"..."9").contains(next) { return try takeBackreference() }
        return .one(try escapedSet(inClass: false))
    }

    private mutating func takeBackreference() throws(PatternError) -> PatternTree {
        backreference =
            backreference
            ?? error("backreferences take more than linear time, so there are none here; one is")
        if take("k") {
            guard take("<") else { throw error("\\k wants the name of a group") }
            try groupName()
        } else {
            _ = count()
        }
        return .sequence([])
    }
}
