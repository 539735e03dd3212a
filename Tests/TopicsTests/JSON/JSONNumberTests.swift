import Testing

@testable import Topics

@Suite struct JSONNumberTests {
    @Test(arguments: [
        "0", "-0", "0.0", "-0.0e-0", "1", "12.50", "1E5", "1e+5", "1e-5", "0.1",
        "9223372036854775807", "18446744073709551616", "1e400", "-1e-400",
        "123456789012345678901234567890.123456789", "1e99999999999999999999",
    ])
    func `a number keeps its text`(text: String) throws {
        #expect(try JSONValue(parsing: text).number?.text == text)
        #expect(try JSONValue(parsing: text).text() == text)
    }

    @Test(arguments: [
        ("3", 3), ("-3", -3), ("-0", 0), ("3.0", 3), ("30e-1", 3), ("0.3e1", 3), ("0e50", 0),
        ("1e3", 1000), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
        ("9223372036854775808", nil), ("3.5", nil), ("1e-1", nil), ("1e400", nil),
        ("1e99999999999999999999", nil), ("1e9223372036854775807", nil),
        ("10e9223372036854775807", nil), ("0.1e-9223372036854775808", nil),
    ])
    func `an integer is given where the value is one exactly`(text: String, integer: Int?) {
        #expect(JSONNumber(text)?.integer == integer)
    }

    @Test func `an integer of another type is given where it fits`() {
        #expect(JSONNumber("255")?.integer(as: UInt8.self) == 255)
        #expect(JSONNumber("256")?.integer(as: UInt8.self) == nil)
        #expect(JSONNumber("-1")?.integer(as: UInt64.self) == nil)
        #expect(JSONNumber("-0")?.integer(as: UInt64.self) == 0)
        #expect(JSONNumber("18446744073709551615")?.integer(as: UInt64.self) == .max)
        #expect(JSONNumber("1e38")?.integer(as: UInt128.self) != nil)
        #expect(JSONNumber("1.5")?.integer(timesTenToThe: 3) == 1500)
        #expect(JSONNumber("0.0015")?.integer(timesTenToThe: 3) as Int? == nil)
    }

    @Test(arguments: [
        ("0.1", 0.1), ("-2.5e3", -2500), ("5e-324", .leastNonzeroMagnitude),
        ("1.7976931348623157e308", .greatestFiniteMagnitude),
        ("1e400", nil), ("-1e400", nil), ("1e-400", 0),
    ])
    func `a double is the nearest one within the range`(text: String, double: Double?) {
        #expect(JSONNumber(text)?.double == double)
    }

    @Test(arguments: ["", " 1", "1 ", "01", "1.", "+1", "1e", "0x1", "inf", "nan", "1,2", "١"])
    func `another text is no number`(text: String) {
        #expect(JSONNumber(text) == nil)
    }

    @Test(arguments: [
        ("1", "1.0"), ("1", "10e-1"), ("100", "1e2"), ("0", "-0"), ("0", "0e7"), ("0.10", "1e-1"),
        ("-1.50", "-15e-1"), ("123456789012345678901", "123456789012345678901.0"),
    ])
    func `numbers of the same value are equal and hash alike`(first: String, second: String) throws
    {
        let (left, right) = (try #require(JSONNumber(first)), try #require(JSONNumber(second)))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left.canonicalText == right.canonicalText)
    }

    @Test(arguments: [
        ("1", "2"), ("1", "-1"), ("1", "10"), ("0.1", "0.10000000000000000000001"),
        ("9007199254740993", "9007199254740992"),
        ("1e99999999999999999999", "1e99999999999999999998"),
    ])
    func `numbers of different values differ`(first: String, second: String) {
        #expect(JSONNumber(first) != JSONNumber(second))
    }

    @Test(arguments: [
        ("0.0", "0"), ("-0", "0"), ("1.50", "1.5"), ("-1e2", "-100"),
        ("1e20", "100000000000000000000"),
        ("1e21", "1e21"), ("0.00000123", "0.00000123"), ("0.000000123", "1.23e-7"),
        ("12e30", "1.2e31"), ("123.456", "123.456"),
        ("1e9223372036854775807", "1e9223372036854775807"),
        ("11e9223372036854775807", "11e9223372036854775807"),
    ])
    func `the canonical text is the shortest usual one`(text: String, canonical: String) throws {
        let number = try #require(JSONNumber(text))
        #expect(number.canonicalText == canonical)
        #expect(JSONNumber(canonical) == number)
    }

    @Test func `a double that JSON cannot write is no number`() {
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
        #expect(JSONNumber(Double("0.1") ?? 0)?.text == "0.1")
        #expect(JSONNumber(1e16).double == 1e16)
    }
}
