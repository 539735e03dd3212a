import Testing
import Topics
import Twined

@Suite("Reading YAML")
struct YAMLReaderTests {
    static func read(_ text: String) throws(YAMLError) -> JSONValue {
        try YAMLReader.read(Array(text.utf8))
    }

    @Test func `a service's configuration is read`() throws {
        let text = """
            # Who we are.
            services:
            - namespace: my-org
              name: "wind"   # quoted
              children:
                - key: elevation
                  id: my-org/elevation:1.0
                  backend: {name: busnode, note: 'it''s local'}
              configuration_values: |
                {"n": 1}
              empty:
            """
        let expected = try JSONValue(
            parsing: """
                {"services": [{"namespace": "my-org", "name": "wind", "children": [{
                    "key": "elevation", "id": "my-org/elevation:1.0",
                    "backend": {"name": "busnode", "note": "it's local"}}],
                    "configuration_values": "{\\"n\\": 1}\\n", "empty": null}]}
                """)
        #expect(try Self.read(text) == expected)
        let withReturns = text.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(try Self.read("\u{FEFF}" + withReturns) == expected)
        #expect(try Self.read("%YAML 1.2\n---\n" + text + "\n...\n# the end") == expected)
    }

    @Test(arguments: [
        ("~", "null"), ("null", "null"), ("Null", "null"), ("nuLL", "\"nuLL\""),
        ("true", "true"), ("FALSE", "false"), ("tRue", "\"tRue\""),
        ("yes", "\"yes\""), ("on", "\"on\""), ("No", "\"No\""), ("y", "\"y\""),
        ("12", "12"), ("-12", "-12"), ("+12", "12"), ("010", "10"), ("-0", "0"), ("0o14", "12"),
        ("0x1F", "31"), ("-0x1F", "\"-0x1F\""), ("0b1", "\"0b1\""), ("0o9", "\"0o9\""),
        ("0x", "\"0x\""), ("0xFFFFFFFFFFFFFFFF", "18446744073709551615"),
        ("1_000", "\"1_000\""), ("12:30", "\"12:30\""), ("2001-12-14", "\"2001-12-14\""),
        ("1.5", "1.5"), (".5", "0.5"), ("5.", "5"), ("-.5e-3", "-0.0005"), ("1e3", "1000"),
        ("1e", "\"1e\""), (".", "\".\""), ("-.", "\"-.\""), ("+", "\"+\""), ("1.2.3", "\"1.2.3\""),
        ("e3", "\"e3\""), (".e3", "\".e3\""), ("0.1.9", "\"0.1.9\""), ("1e400", "1e400"),
        ("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890"),
    ])
    func `a plain scalar means what the core schema says`(_ text: String, _ json: String) throws {
        let value = try JSONValue(parsing: json)
        #expect(try Self.read(text) == value)
        #expect(try Self.read("[\(text), a: \(text)]") == [value, ["a": value]])
        #expect(try Self.read("- a: \(text) # comment") == [["a": value]])
        #expect(try Self.read("'\(text)'") == .string(text))
    }

    @Test func `all escapes of double quotes are read`() throws {
        let text =
            #""\0\a\b\t\n\v\f\r\e\ \"\/\\\N\_\L\P\x41\u00e9\U0001F600\uD83D\uDE00 \"#
            + "\n    b\""
        let expected =
            "\0\u{07}\u{08}\t\n\u{0B}\u{0C}\r\u{1B} \"/\\\u{85}\u{A0}\u{2028}\u{2029}"
            + "A\u{E9}\u{1F600}\u{1F600} b"
        #expect(try Self.read(text) == .string(expected))
        for bad in [#""\q""#, #""\x4""#, #""\uD83D""#, #""\uD83D\u0041""#, #""\U00110000""#] {
            #expect(throws: YAMLError.self) { try Self.read(bad) }
        }
    }

    @Test(arguments: [
        ("a: &b c", YAMLFeature.anchor, 1, 4), ("a: *b", .alias, 1, 4), ("- !!str a", .tag, 1, 3),
        ("a:\n  <<: {b: 1}", .mergeKey, 2, 3), ("? a\n: b", .explicitKey, 1, 1),
        ("{? a : b}", .explicitKey, 1, 2), ("[a]: b", .collectionKey, 1, 1),
        ("{{a: 1}: b}", .collectionKey, 1, 2), ("1: a", .keyThatIsNoText, 1, 1),
        ("true: a", .keyThatIsNoText, 1, 1), ("{: a}", .keyThatIsNoText, 1, 2),
        ("a: 1\n---\nb: 2", .secondDocument, 2, 1), ("a\n...\nb", .secondDocument, 3, 1),
        ("%TAG ! x\n---\na", .directive, 1, 1), ("%YAML 1.1\n---\na", .directive, 1, 1),
        ("a:\n- .nan", .infinityOrNaN, 2, 3), ("é: -.inf", .infinityOrNaN, 1, 4),
        ("0x10000000000000000", .longInteger, 1, 1),
    ])
    func `what is not read is refused by its name and place`(
        _ text: String, _ feature: YAMLFeature, _ line: Int, _ column: Int
    ) {
        let error = #expect(throws: YAMLError.self) { try Self.read(text) }
        #expect(error?.problem == .unsupported(feature))
        #expect(error?.line == line)
        #expect(error?.column == column)
        #expect(error?.description.contains(feature.rawValue) == true)
    }

    @Test(arguments: [
        ("a: 1\na: 2", YAMLError.Problem.duplicateKey("a"), 2, 1),
        ("{a: 1, 'a': 2}", .duplicateKey("a"), 1, 8),
        ("a:\n\tb: 1", .tab, 2, 2), ("a:\n \tb: 1", .tab, 2, 3), ("a: 1\n\tb: 1", .tab, 2, 2),
        ("-\t- 1", .tab, 1, 3),
        ("\ta: 1", .tab, 1, 2), ("", .empty, 1, 1), ("# nothing\n\n", .empty, 3, 1),
        ("a: \u{7F}", .character(0x7F), 1, 4), ("a\u{FEFF}", .character(0xFEFF), 1, 2),
        ("\"\\q\"", .escape("\\q"), 1, 2),
    ])
    func `what is wrong is said with its place`(
        _ text: String, _ problem: YAMLError.Problem, _ line: Int, _ column: Int
    ) {
        let error = #expect(throws: YAMLError.self) { try Self.read(text) }
        #expect(error?.problem == problem)
        #expect(error?.line == line)
        #expect(error?.column == column)
    }

    @Test(arguments: [
        "a: b: c", "a: - b", "a\nb: c", "- a\nb: 1", "a: 1\n- b", "a:\n   b: 1\n  c: 2", "[a, b",
        "[a]]", "[a,, b]", "[,]", "{a: 1", "{a: 1]", "\"a", "'a", "'a' b", "a: 'b\nc'",
        "a: [b,\nc]",
        "@a", "`a", "%a", "a: |x\n b", "a: |0\n b", "a: >\n    \n  b", "a: |\n b", "- |+\n   ",
        "--- |1\n a", "a: \"b\"#c", "[a,#b\n]", "--- a: b", "\"a\nb\": c", "a:b\nc: d", "[-]",
        "a: 1\nb", "a: 'b\n---\n c'", "a\n...b\n: c", "a: b # c\n   d",
    ])
    func `what is no YAML, or reads differently elsewhere, is refused`(_ text: String) {
        #expect(throws: YAMLError.self) { try Self.read(text) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        let error = #expect(throws: YAMLError.self) {
            try YAMLReader.read([0x61, 0x0A, 0xC3, 0xA9, 0xFF])
        }
        #expect(error?.problem == .invalidUTF8)
        #expect(error?.line == 2)
        #expect(error?.column == 2)
        #expect(throws: YAMLError.self) { try YAMLReader.read([0xFE, 0xFF, 0, 0x61]) }
    }
}
