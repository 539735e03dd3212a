import Testing
import Topics

@Suite struct JSONReaderTests {
    private static let texts: [(String, JSONValue)] = [
        ("null", .null),
        (" true ", true),
        ("false\n", false),
        ("\t\r\n-12.5e3", -12500),
        (#""""#, ""),
        ("[]", []),
        ("[ ]", []),
        ("{}", [:]),
        ("{ }", [:]),
        ("[1,[2],{\"a\":[]}]", [1, [2], ["a": []]]),
        (#"{"b":1,"a":{"c":null}}"#, ["b": 1, "a": ["c": .null]]),
    ]

    @Test(arguments: texts)
    func `a text gives its value`(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (#""\u0041\u00e9\u20AC""#, "Aé€"),
        (#""\ud83d\uDE00!""#, "😀!"),
        (#""\u0000""#, "\u{0}"),
        (#""\uFFFF\uD7FF\uE000""#, "\u{FFFF}\u{D7FF}\u{E000}"),
        (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
        ("\"Grüße, 世界 😀\"", "Grüße, 世界 😀"),
        ("\"\u{7F}\u{2028}\"", "\u{7F}\u{2028}"),
        (#""ü\n世""#, "ü\n世"),
    ])
    func `a string gives its text`(text: String, expected: String) throws {
        #expect(try JSONValue(parsing: text).string == expected)
    }

    @Test func `members keep their order`() throws {
        let value = try JSONValue(parsing: #"{"z": 1, "a": 2, "m": 3}"#)
        #expect(value.object?.keys == ["z", "a", "m"])
    }

    @Test func `as many levels as the limit are read and one more is refused`() throws {
        let limit = JSONLimits.standard.depthLimit
        for (open, close) in [("[", "]"), (#"{"k":"#, "}")] {
            func nested(_ depth: Int) -> String {
                String(repeating: open, count: depth - 1) + "[]"
                    + String(repeating: close, count: depth - 1)
            }
            #expect(throws: Never.self) { try JSONValue(parsing: nested(limit)) }
            let error = #expect(throws: JSONError.self) {
                try JSONValue(parsing: nested(limit + 1))
            }
            #expect(error?.problem == .tooDeep(limit: limit))
            #expect(error?.offset == open.utf8.count * limit)
        }
    }

    @Test func `a million opening brackets are refused at the limit`() {
        let error = #expect(throws: JSONError.self) {
            try JSONReader.read(Array(repeating: UInt8(ascii: "["), count: 1_000_000))
        }
        #expect(error?.offset == JSONLimits.standard.depthLimit)
    }

    @Test func `a text beyond the byte limit is refused before it is read`() {
        let limits = JSONLimits(byteLimit: 4, depthLimit: 1)
        #expect(throws: Never.self) { try JSONValue(parsing: "1234", limits: limits) }
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: "12345", limits: limits)
        }
        #expect(error?.problem == .tooLong(byteCount: 5, limit: 4))
        #expect(error?.description.hasSuffix("the text has 5 bytes, and the limit is 4") == true)
    }

    @Test func `a large array of numbers comes through whole`() throws {
        let text = "[" + (0..<200_000).map(String.init).joined(separator: ",") + "]"
        let value = try JSONValue(parsing: text)
        #expect(value.array?.count == 200_000)
        #expect(value[199_999]?.integer == 199_999)
        #expect(value.text() == text)
    }

    @Test func `an object of many keys finds each of them`() throws {
        let members = (0..<20_000).map { "\"key\($0)\":\($0)" }
        let value = try JSONValue(parsing: "{" + members.joined(separator: ",") + "}")
        #expect((0..<20_000).allSatisfy { value["key\($0)"] == JSONValue($0) })
        #expect(throws: JSONError.self) {
            try JSONValue(parsing: "{" + (members + members.suffix(1)).joined(separator: ",") + "}")
        }
    }
}
