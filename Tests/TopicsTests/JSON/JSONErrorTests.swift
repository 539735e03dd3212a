import Testing
import Topics

/// A broken text, and the error that it must give.
struct BrokenText: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let offset: Int
    let sentence: String

    init(_ text: String, at offset: Int, _ sentence: String) {
        self.init(Array(text.utf8), at: offset, sentence)
    }

    init(_ bytes: [UInt8], at offset: Int, _ sentence: String) {
        (self.bytes, self.offset, self.sentence) = (bytes, offset, sentence)
    }

    var testDescription: String { "\(String(decoding: bytes, as: UTF8.self)) at \(offset)" }
}

@Suite struct JSONErrorTests {
    @Test(arguments: [
        BrokenText("", at: 0, "expected a value, found the end of the text"),
        BrokenText("  ", at: 2, "expected a value, found the end of the text"),
        BrokenText("nul", at: 0, "expected a value, found \"n\""),
        BrokenText("True", at: 0, "expected a value, found \"T\""),
        BrokenText("NaN", at: 0, "expected a value, found \"N\""),
        BrokenText("'a'", at: 0, "expected a value, found \"'\""),
        BrokenText("// x\n1", at: 0, "expected a value, found \"/\""),
        BrokenText("\u{FEFF}1", at: 0, "expected a value, found a byte order mark"),
        BrokenText("1 2", at: 2, "expected the end of the text, found \"2\""),
        BrokenText("truefalse", at: 4, "expected the end of the text, found \"f\""),
        BrokenText("[1,]", at: 3, "expected a value, found \"]\""),
        BrokenText("[,1]", at: 1, "expected a value, found \",\""),
        BrokenText("[1 2]", at: 3, "expected \",\" or \"]\", found \"2\""),
        BrokenText("[1", at: 2, "expected \",\" or \"]\", found the end of the text"),
        BrokenText("[1}", at: 2, "expected \",\" or \"]\", found \"}\""),
        BrokenText("{", at: 1, "expected a key in quotes or \"}\", found the end of the text"),
        BrokenText("{a:1}", at: 1, "expected a key in quotes or \"}\", found \"a\""),
        BrokenText(#"{"a":1,}"#, at: 7, "expected a key in quotes, found \"}\""),
        BrokenText(#"{"a" 1}"#, at: 5, "expected \":\" after a key, found \"1\""),
        BrokenText(#"{"a":}"#, at: 5, "expected a value, found \"}\""),
        BrokenText(#"{"a":1]"#, at: 6, "expected \",\" or \"}\", found \"]\""),
        BrokenText(#"{"a":1 "b":2}"#, at: 7, "expected \",\" or \"}\", found a quote"),
        BrokenText(#"{"a":1,"b":2,"a":3}"#, at: 13, "the key \"a\" is in this object already"),
        BrokenText(#"{"a":1,"\u0061":3}"#, at: 7, "the key \"a\" is in this object already"),
    ])
    func `a broken structure is refused at its place`(text: BrokenText) {
        expectRefusal(of: text)
    }

    @Test(arguments: [
        BrokenText(
            "\"a", at: 2, "expected the closing quote of a string, found the end of the text"),
        BrokenText(
            #""a\n"#, at: 4, "expected the closing quote of a string, found the end of the text"),
        BrokenText(
            #""\"#, at: 2,
            "expected one of \"\\/bfnrtu after a backslash, found the end of the text"),
        BrokenText(#""\x41""#, at: 2, "expected one of \"\\/bfnrtu after a backslash, found \"x\""),
        BrokenText(#""\u12g4""#, at: 5, "expected a hexadecimal digit, found \"g\""),
        BrokenText(#""\u12"#, at: 5, "expected a hexadecimal digit, found the end of the text"),
        BrokenText("\"a\nb\"", at: 2, "control character 10 in a string"),
        BrokenText("\"\\n\u{0}\"", at: 3, "control character 0 in a string"),
        BrokenText(#""x\ud800""#, at: 2, "half of a surrogate pair stands for no character"),
        BrokenText(#""\udc00\ud800""#, at: 1, "half of a surrogate pair"),
        BrokenText(#""\ud800\u0041""#, at: 1, "half of a surrogate pair"),
        BrokenText(#""\ud800\n""#, at: 1, "half of a surrogate pair"),
        BrokenText([0x22, 0xC3, 0xA9, 0xFF, 0x22], at: 3, "the bytes are not UTF-8"),
        BrokenText([0x22, 0xC0, 0x80, 0x22], at: 1, "the bytes are not UTF-8"),
        BrokenText([0x22, 0xED, 0xA0, 0x80, 0x22], at: 1, "the bytes are not UTF-8"),
        BrokenText([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], at: 1, "the bytes are not UTF-8"),
        BrokenText([0x22, 0x5C, 0x6E, 0xE2, 0x82, 0x22], at: 3, "the bytes are not UTF-8"),
        BrokenText([0x22, 0xC3, 0x5C, 0x6E, 0x22], at: 1, "the bytes are not UTF-8"),
        BrokenText([0xFF], at: 0, "expected a value, found byte 255"),
    ])
    func `a broken string is refused at its place`(text: BrokenText) {
        expectRefusal(of: text)
    }

    @Test(arguments: [
        BrokenText("-", at: 1, "expected a digit, found the end of the text"),
        BrokenText("+1", at: 0, "expected a value, found \"+\""),
        BrokenText(".5", at: 0, "expected a value, found \".\""),
        BrokenText("01", at: 1, "expected no digit after a leading 0, found \"1\""),
        BrokenText("-01", at: 2, "expected no digit after a leading 0, found \"1\""),
        BrokenText("1.", at: 2, "expected a digit after the point, found the end of the text"),
        BrokenText("1.e5", at: 2, "expected a digit after the point, found \"e\""),
        BrokenText("1e", at: 2, "expected a digit of the exponent, found the end of the text"),
        BrokenText("1e+", at: 3, "expected a digit of the exponent, found the end of the text"),
        BrokenText("0x10", at: 1, "expected the end of the text, found \"x\""),
        BrokenText("1_000", at: 1, "expected the end of the text, found \"_\""),
        BrokenText("-Infinity", at: 1, "expected a digit, found \"I\""),
    ])
    func `a broken number is refused at its place`(text: BrokenText) {
        expectRefusal(of: text)
    }

    @Test func `a place is given in lines and in columns of characters`() throws {
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: "{\n  \"a\": 1,\n  \"größe\": x\n}")
        }
        #expect(error?.line == 3)
        #expect(error?.column == 12)
        #expect(error?.offset == 25)
        #expect(
            error?.description == "line 3, column 12 (byte 25): expected a value, found \"x\"")
    }

    @Test func `a long duplicate key is cut in the error`() {
        let key = String(repeating: "k", count: 500)
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: "{\"\(key)\": 1, \"\(key)\": 2}")
        }
        #expect(error?.problem == .duplicateKey(String(key.prefix(80))))
    }

    private func expectRefusal(of text: BrokenText) {
        let error = #expect(throws: JSONError.self) { try JSONReader.read(text.bytes) }
        #expect(error?.offset == text.offset)
        #expect(error?.problem.description.hasPrefix(text.sentence) == true, "\(error as Any)")
    }
}
