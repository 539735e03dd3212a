import TestSupport
import Testing
import Topics

@Suite struct AttributeFilterTests {
    private static let message = [
        "kind": "question", "recipient": "octue/fractal:1.1.0", "empty": "", "é key": "a\"b\\c\nd",
        "NOT": "not", "x-1_y": "Grüße", "iana.org/language_tag": "en",
    ]

    @Test(arguments: [
        (#"attributes:kind"#, true),
        (#"attributes : kind"#, true),
        (#"attributes:Kind"#, false),
        (#"attributes:empty"#, true),
        (#"attributes:"iana.org/language_tag""#, true),
        (#"attributes:"é key""#, true),
        (#"attributes.kind="question""#, true),
        ("\n attributes.kind\t=\r\n\"question\" ", true),
        (#"attributes.kind = "Question""#, false),
        (#"attributes.kind = "quest""#, false),
        (#"attributes.absent = "x""#, false),
        (#"attributes.empty = """#, true),
        (#"attributes.absent = """#, false),
        (#"attributes.kind != "question""#, false),
        (#"attributes.kind != "answer""#, true),
        (#"attributes.absent != "x""#, true),
        (#"attributes."iana.org/language_tag" = "en""#, true),
        (#"attributes.x-1_y = "Grüße""#, true),
        (#"attributes.NOT = "not" AND attributes:NOT"#, true),
        (#"hasPrefix(attributes.recipient, "octue/")"#, true),
        (#"hasPrefix ( attributes.recipient,"octue/fractal:1.1.0" )"#, true),
        (#"hasPrefix(attributes.recipient, "octue/fractal:1.1.0.")"#, false),
        (#"hasPrefix(attributes.recipient, "Octue")"#, false),
        (#"hasPrefix(attributes.recipient, "")"#, true),
        (#"hasPrefix(attributes.absent, "")"#, false),
        (#"hasPrefix(attributes."x-1_y", "Gr\xc3")"#, nil),
    ])
    func `an atom matches by bytes`(text: String, matches: Bool?) throws {
        guard let matches else {
            #expect(throws: FilterError.self) { try AttributeFilter(text) }
            return
        }
        #expect(try AttributeFilter(text).matches(Self.message) == matches)
    }

    @Test(arguments: [
        (#""a\"b\\c\nd""#, "a\"b\\c\nd"),
        (#""\r\t""#, "\r\t"),
        (#""\343\201\277""#, "み"),
        (#""\xe3\x81\xBF""#, "み"),
        (#""\u307F\U0001f600""#, "み😀"),
        (#""\000\x7f""#, "\u{0}\u{7F}"),
        ("\"😀 AND (\"", "😀 AND ("),
    ])
    func `an escape stands for its character`(literal: String, value: String) throws {
        #expect(try AttributeFilter("attributes.k = \(literal)").matches(["k": value]))
        #expect(try AttributeFilter("attributes.\(literal) = \"1\"").matches([value: "1"]))
        #expect(
            try AttributeFilter("hasPrefix(attributes.k, \(literal))").matches(["k": value + "…"]))
    }

    @Test func `two spellings of one character are different values`() throws {
        let filter = try AttributeFilter("attributes.k = \"\u{e9}\"")
        #expect(filter.matches(["k": "\u{e9}"]))
        #expect(!filter.matches(["k": "e\u{301}"]))
        #expect(try AttributeFilter(#"hasPrefix(attributes.k, "e")"#).matches(["k": "e\u{301}"]))
    }

    /// Every combination of three attributes that are there or not, against what Swift makes of it.
    @Test func `operators and parentheses decide as written`() throws {
        let cases: [(String, @Sendable (Bool, Bool, Bool) -> Bool)] = [
            ("attributes:a AND attributes:b AND attributes:c", { $0 && $1 && $2 }),
            ("attributes:a OR attributes:b OR attributes:c", { $0 || $1 || $2 }),
            ("(attributes:a AND attributes:b) OR attributes:c", { $0 && $1 || $2 }),
            ("attributes:a AND (attributes:b OR attributes:c)", { $0 && ($1 || $2) }),
            ("NOT attributes:a AND attributes:b", { a, b, _ in !a && b }),
            ("-attributes:a AND -attributes:b", { a, b, _ in !a && !b }),
            ("- attributes:a OR NOT(attributes:b AND NOT attributes:c)", { !$0 || !($1 && !$2) }),
            ("NOT (attributes:a OR attributes:b)", { a, b, _ in !(a || b) }),
            ("-(-(attributes:a))AND((attributes:b))", { a, b, _ in a && b }),
            ("attributes.a=\"1\"AND attributes.b!=\"1\"", { a, b, _ in a && !b }),
        ]
        for (text, expected) in cases {
            let filter = try AttributeFilter(text)
            for bits in 0..<8 {
                let present = [bits & 1 != 0, bits & 2 != 0, bits & 4 != 0]
                let keys = zip(["a", "b", "c"], present).filter(\.1).map { ($0.0, "1") }
                let attributes = Dictionary(uniqueKeysWithValues: keys)
                let wanted = expected(present[0], present[1], present[2])
                #expect(filter.matches(attributes) == wanted, "\(text) of \(attributes)")
            }
        }
    }

    @Test(arguments: [
        ("attributes : a", "attributes:a"),
        (#"attributes."a"="x""#, #"attributes.a = "x""#),
        (#"attributes:"a b""#, #"attributes:"a b""#),
        (#"NOT attributes.a="x""#, #"attributes.a != "x""#),
        (#"-attributes.a!="x""#, #"attributes.a = "x""#),
        ("-(-attributes:a)", "attributes:a"),
        (
            "((attributes:a)AND(attributes:b)) AND attributes:c",
            "attributes:a AND attributes:b AND attributes:c"
        ),
        (
            "attributes:a OR(attributes:b AND attributes:c)",
            "attributes:a OR (attributes:b AND attributes:c)"
        ),
        ("-(attributes:a OR attributes:b)", "NOT (attributes:a OR attributes:b)"),
        (#"hasPrefix( attributes.a ,"x" )"#, #"hasPrefix(attributes.a, "x")"#),
        (#"attributes.a="\"\\\012\r\t\x01\177\u00e9""#, #"attributes.a = "\"\\\n\r\t\x01\x7fé""#),
    ])
    func `the description is the normalised filter`(text: String, normalised: String) throws {
        let filter = try AttributeFilter(text)
        #expect(filter.text == text)
        #expect(filter.description == normalised)
        #expect(try AttributeFilter(normalised) == filter)
    }

    @Test func `values that every match has are known`() throws {
        let filter = try AttributeFilter(
            #"attributes.a = "1" AND (attributes.b = "2" OR attributes:c) AND attributes.d = "4""#)
        #expect(filter.requiredValues == ["a": "1", "d": "4"])
        #expect(try AttributeFilter(#"-attributes.a = "1""#).requiredValues == [:])
        #expect(try AttributeFilter(#"attributes.a = "1" OR attributes:b"#).requiredValues == [:])
    }

    @Test(arguments: 0..<64)
    func `a filter made by seed survives being written and read`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<20 {
            let text = Self.randomFilter(using: &random, depth: 3)
            guard text.utf8.count <= 500 else { continue }
            let filter = try AttributeFilter(text)
            let again = try AttributeFilter(filter.description)
            #expect(again == filter)
            #expect(again.description == filter.description)
            for _ in 0..<8 {
                let attributes = Self.randomAttributes(using: &random)
                #expect(again.matches(attributes) == filter.matches(attributes))
            }
        }
    }

    @Test(arguments: 0..<64)
    func `garbage is refused within its bounds and never traps`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("attributes:.=!\"\\()-,ANDORNOThasPrefix xu0 7\n".utf8) + [0xC3, 0xA9]
        for _ in 0..<200 {
            var bytes = Array(Self.randomFilter(using: &random, depth: 2).utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = alphabet.randomElement(using: &random) ?? 0
                if Bool.random(using: &random) { bytes.removeLast(min(3, bytes.count - 1)) }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(FilterError) {
                _ = try AttributeFilter(text)
            } catch {
                #expect((0...text.utf8.count).contains(error.offset))
            }
        }
    }

    private static func randomFilter(using random: inout SeededRandom, depth: Int) -> String {
        let key = ["a", "b", "\"c d\"", "d-e"].randomElement(using: &random) ?? "a"
        let value = ["\"1\"", "\"\"", #""\x31\"""#, "\"é\""].randomElement(using: &random) ?? ""
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &random) {
        case 0: return "attributes:\(key)"
        case 1: return "attributes.\(key) = \(value)"
        case 2: return "attributes.\(key)!=\(value)"
        case 3: return "hasPrefix(attributes.\(key), \(value))"
        case 4: return "NOT (\(randomFilter(using: &random, depth: depth - 1)))"
        default:
            let connective = Bool.random(using: &random) ? " AND " : " OR "
            return (0..<Int.random(in: 2...3, using: &random))
                .map { _ in "(\(randomFilter(using: &random, depth: depth - 1)))" }
                .joined(separator: connective)
        }
    }

    private static func randomAttributes(using random: inout SeededRandom) -> [String: String] {
        var attributes: [String: String] = [:]
        for key in ["a", "b", "c d", "d-e"] where Bool.random(using: &random) {
            attributes[key] = ["1", "", "1\"", "é", "12"].randomElement(using: &random)
        }
        return attributes
    }
}
