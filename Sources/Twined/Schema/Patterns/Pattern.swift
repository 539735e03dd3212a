/// A regular expression of ECMA-262 with the `u` flag, as JSON Schema asks, found anywhere in a text.
///
/// The time for a text is proportional to its length whatever the pattern is: all ways to match are
/// followed at once, character by character. So there are no backreferences, which need time beyond that.
struct Pattern: Sendable {
    private let program: PatternProgram
    /// For texts of ASCII, where the pattern is simple enough for one.
    private let table: PatternTable?

    init(_ text: String) throws(PatternError) {
        var parser = PatternParser(text)
        let tree = try parser.parse()
        if let backreference = parser.backreference { throw backreference }
        program = try PatternProgram(tree)
        table = PatternTable(program)
    }

    /// Whether the pattern matches somewhere in a text.
    func matches(_ text: String) -> Bool {
        if let table, let verdict = table.matches(text) { return verdict }
        var matcher = PatternMatcher(Array(text.unicodeScalars))
        return matcher.finds(program)
    }
}
