import Testing
import Topics

@Suite("The arithmetic of JSON numbers")
struct JSONNumberArithmeticTests {
    @Test(arguments: [
        ("1", true), ("-0", true), ("1.0", true), ("10e-1", true), ("1e400", true),
        ("1e99999999999999999999", true), ("0.5", false), ("1e-1", false),
        ("1e-99999999999999999999", false), ("123456789012345678901234567890.5", false),
    ])
    func `tells an integer however it is written`(text: String, expected: Bool) throws {
        #expect(try #require(JSONNumber(text)).isInteger == expected)
    }

    @Test(arguments: [
        ["-1e400", "-1e399", "-10", "-9.99", "-1", "-1e-400", "0", "1e-400", "1e-399", "0.1"],
        [
            "0.1", "0.10000000000000000000000000001", "0.5", "5", "9007199254740992",
            "9007199254740992.5", "9007199254740993", "1e308", "1.00000000000000000000001e308",
            "1e309", "1e310", "11e309",
        ],
    ])
    func `orders numbers exactly`(ascending: [String]) throws {
        let numbers = try ascending.map { try #require(JSONNumber($0)) }
        for (place, left) in numbers.enumerated() {
            for (other, right) in numbers.enumerated() {
                #expect(left.isLess(than: right) == (place < other), "\(left) < \(right)")
            }
        }
    }

    @Test(arguments: [
        ("0.3", "0.1", true), ("1.1", "0.1", true), ("4.35", "0.01", true), ("0", "7", true),
        ("0.35", "0.1", false), ("1e308", "0.5", true), ("1e400", "3", false),
        ("3e400", "3", true), ("1e400", "1e399", true), ("1e399", "1e400", false),
        ("123456789012345678901234567890", "10", true), ("1e9000000000000000000", "8", true),
        ("123456789012345678901234567891", "10", false), ("-7.5", "2.5", true),
        (
            "3402823669209384634633746074317682114560", "340282366920938463463374607431768211456",
            false
        ),
        ("1e-400", "1e-400", true), ("5e-401", "1e-400", false), ("300", "100", true),
    ])
    func `divides numbers exactly`(number: String, divisor: String, expected: Bool) throws {
        let dividend = try #require(JSONNumber(number))
        let divisor = DecimalDivisor(try #require(JSONNumber(divisor)))
        #expect((divisor?.divides(dividend) ?? false) == expected)
    }

    @Test(arguments: ["0", "-1", "0.0", "12345678901234567890123456789012345678"])
    func `takes no divisor that is not above zero or has too many digits`(text: String) throws {
        #expect(DecimalDivisor(try #require(JSONNumber(text))) == nil)
    }
}
