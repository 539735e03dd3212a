import Testing
import Topics

@testable import Twined

@Suite("A pattern of a schema")
struct PatternTests {
    private static let matching: [(String, String)] = [
        ("", ""), ("", "a"), ("a", "cab"), ("^a", "ab"), ("a$", "ba"), ("^$", ""), ("^(|a)$", ""),
        ("a|b|cd", "xcd"), ("^(?:ab)+$", "abab"), ("^a{2}$", "aa"), ("^a{2,}$", "aaaa"),
        ("^a{0,2}$", ""), ("^a??b$", "ab"), ("^{a}$", "{a}"), ("^a{,2}$", "a{,2}"), ("^]$", "]"),
        ("^[a-c]+$", "abc"), ("^[^a-c]$", "d"), ("^[]|a$", "a"), ("^[^]$", "\n"), ("^[\\]]$", "]"),
        ("^[a-]$", "-"), ("^[\\w-]$", "-"), ("^[\\d-z]$", "z"), ("^[\\b]$", "\u{8}"),
        ("^\\x41\\u0042\\u{43}$", "ABC"), ("^\\uD83D\\uDE00$", "😀"), ("^.$", "😀"),
        ("^\\p{L}\\p{Lu}\\p{Nd}$", "éÉ٣"), ("^\\P{L}$", "1"), ("^\\p{gc=Ll}$", "a"),
        ("^\\p{ASCII}$", "a"), ("^[\\p{L}\\d]+$", "é1"), ("^[^\\P{L}]$", "é"), ("^[\\W]$", "é"),
        ("\\bcat\\b", "a cat!"), ("\\Bat", "cat"), ("\\b", "é a"), ("^(?<year>\\d{4})$", "2024"),
        ("^(?=.*\\d)(?=.*[a-z]).+$", "a1"), ("^(?!foo).*$", "bar"), ("(?<=a+)b", "aab"),
        ("(?<!a)b", "cb"), ("^(?=(?!b)a).", "a"), ("^(?:(?=a)*)b$", "b"),
        ("^e\u{301}$", "e\u{301}"),
        ("^\\/\\-\\#$", "/-#"), ("^(a*)*$", "aa"), ("^(a?){3}$", "aa"), ("^(?:){1000}$", ""),
        ("a^b|^c", "c"), ("a$b|c$", "c"), ("^^a$$", "a"), ("^\\0$", "\0"), ("^\\cJ$", "\n"),
    ]

    @Test(arguments: matching)
    func `is found in a text`(pattern: String, text: String) throws {
        #expect(try Pattern(pattern).matches(text))
        // A character outside ASCII takes the other of the two ways to follow a pattern.
        if !pattern.contains("$") { #expect(try Pattern(pattern).matches(text + "€")) }
    }

    @Test(arguments: [
        ("a", "b"), ("^a", "ba"), ("a$", "ab"), ("a$", "a\n"), (".", "\n"), (".", "\u{2028}"),
        ("^a{2}$", "aaa"), ("^\\d$", "٣"), ("^\\w$", "é"), ("^é$", "e\u{301}"), ("^[]$", ""),
        ("\\bcat\\b", "concat"), ("^(?=.*\\d)(?=.*[a-z]).+$", "ab"), ("^(?!foo).*$", "foobar"),
        ("(?<=a)b", "cb"), ("(?<!a)b", "ab"), ("A", "a"), ("^.$", "e\u{301}"), ("a^b", "a\nb"),
        ("^a{0}$", "a"), ("^[^\\d\\D]$", "a"), ("^\\P{L}$", "é"), ("^\\p{Lu}$", "é"),
    ])
    func `is not found in another`(pattern: String, text: String) throws {
        #expect(try !Pattern(pattern).matches(text))
    }

    @Test(arguments: [
        ("(a", "a \"(\" without its \")\" at character 1"),
        ("a)", "a \")\" without its \"(\" at character 2"),
        ("*", "nothing to repeat at character 1"), ("a**", "nothing to repeat at character 3"),
        ("^*", "nothing to repeat at character 2"),
        ("[a", "a \"[\" without its \"]\" at character 3"),
        ("a{2,1}", "counts in the wrong order at character 2"),
        ("[b-a]", "a range in the wrong order at character 5"),
        ("\\", "a backslash at the end at character 2"),
        ("\\a", "\\a is no escape of ECMA-262 at character 2"),
        ("\\Z", "\\Z is no escape of ECMA-262 at character 2"),
        ("(?i)a", "(? opens no group of ECMA-262 here at character 2"),
        ("(?P<n>a)", "(? opens no group of ECMA-262 here at character 2"),
        (
            "\\p{Script=Greek}",
            "the Unicode property \"Script=Greek\" is not known here at character 3"
        ),
        (
            "(a)\\1",
            "backreferences take more than linear time, so there are none here; one is at character 5"
        ),
        ("a{10001}", "written out it has more than 10000 steps"),
        ("((a{100}){100}){100}", "written out it has more than 10000 steps"),
        ("a{99999999999999999999}", "written out it has more than 10000 steps"),
        ("\\uD800", "d800 is no character at character 7"),
    ])
    func `that cannot be one says why and where`(pattern: String, explanation: String) {
        let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
        #expect(error?.explanation == explanation)
    }

    @Test func `has a limit of groups inside each other`() {
        let deep = String(repeating: "(", count: 100_000)
        #expect(throws: PatternError.self) { try Pattern(deep) }
    }

    // Engines that try one way after the other take 2 to the power of the length for these.
    @Test(arguments: [
        "^(a+)+$", "^(a|aa)+$", "^(a|a)*$", "^(.*)*b$", "^(?=(a+)+$)a*b", "(a*)*(a*)*b\\b",
        "(?<!(a+)+)c",
        "^(a?){100}a{100}$",
    ])
    func `takes time in proportion to the text`(pattern: String) throws {
        let pattern = try Pattern(pattern)
        for end in ["!", "é!"] {
            #expect(!pattern.matches(String(repeating: "a", count: 5_000) + end))
        }
    }
}
