import TestSupport
import Testing
import Topics

@Suite struct JSONWriterTests {
    @Test func `compact text has no spaces and escapes only what it must`() throws {
        let value: JSONValue = [
            "a/b": "\"\\\u{8}\u{c}\n\r\t\u{1}\u{1f}\u{7f}é😀", "n": [1, .null, true],
        ]
        #expect(
            value.text() == #"{"a/b":"\"\\\b\f\n\r\t\u0001\u001f"# + "\u{7f}é😀"
                + #"","n":[1,null,true]}"#)
    }

    @Test func `canonical text is the same for equal values`() throws {
        let left = try JSONValue(parsing: #"{"b": 1.0, "a": {"z": 1e2, "é": [], "e": {}}}"#)
        let right = try JSONValue(parsing: #"{"a": {"e": {}, "é": [], "z": 100}, "b": 1}"#)
        #expect(left.text(.canonical) == #"{"a":{"e":{},"z":100,"é":[]},"b":1}"#)
        #expect(left.bytes(.canonical) == right.bytes(.canonical))
    }

    @Test func `pretty text indents by two and keeps short plain arrays on a line`() {
        let value: JSONValue = [
            "empty": [], "none": [:], "hours": [6, 12, 18], "run": ["python3", "shout.py"],
            "nodes": [["name": "a"], [[1, 2], []]],
        ]
        #expect(
            value.text(.pretty) == """
                {
                  "empty": [],
                  "none": {},
                  "hours": [6, 12, 18],
                  "run": ["python3", "shout.py"],
                  "nodes": [
                    {
                      "name": "a"
                    },
                    [
                      [1, 2],
                      []
                    ]
                  ]
                }
                """)
    }

    @Test func `pretty text breaks an array at 80 columns`() {
        let fits: JSONValue = .array([.string(String(repeating: "x", count: 76))])
        #expect(fits.text(.pretty).utf8.count == 80)
        let long: JSONValue = .array([.string(String(repeating: "x", count: 77))])
        #expect(long.text(.pretty).hasPrefix("[\n  \"x"))
        let many: JSONValue = .array(Array(repeating: 1, count: 100))
        #expect(many.text(.pretty).split(separator: "\n").count == 102)
    }

    @Test(arguments: 0..<64)
    func `what is written is read back as an equal value`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<20 {
            let value = JSONValue.random(using: &random, depth: 5)
            for layout in [JSONLayout.compact, .canonical, .pretty] {
                #expect(try JSONValue(parsing: value.bytes(layout)) == value)
            }
            #expect(try JSONValue(parsing: value.text()).text() == value.text())
        }
    }

    @Test(arguments: 0..<64)
    func `garbage is read or refused and never traps`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let alphabet =
            Array(#"{}[],:"\u0dcEe+-.1 tfnrulase"#.utf8) + [0x00, 0x0A, 0xC3, 0xA9, 0xFF]
        for _ in 0..<200 {
            var bytes =
                Bool.random(using: &random)
                ? JSONValue.random(using: &random, depth: 4).bytes(.pretty)
                : (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8(ascii: "[") }
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                let byte = alphabet.randomElement(using: &random) ?? 0
                if place < bytes.count, Bool.random(using: &random) {
                    bytes[place] = byte
                } else {
                    bytes.insert(byte, at: place)
                }
            }
            do throws(JSONError) {
                let value = try JSONReader.read(bytes)
                #expect(try JSONReader.read(value.bytes()) == value)
            } catch {
                #expect((0...bytes.count).contains(error.offset))
                #expect(error.line >= 1 && error.column >= 1)
            }
        }
    }

    @Test(arguments: 0..<16)
    func `a text cut anywhere is refused where it ends or before`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let bytes = JSONValue.array([.random(using: &random, depth: 4)]).bytes()
        for end in 0..<bytes.count {
            let error = #expect(throws: JSONError.self) {
                try JSONReader.read(Array(bytes[..<end]))
            }
            #expect((0...end).contains(error?.offset ?? -1))
        }
    }
}

extension JSONValue {
    /// A value with strings and numbers of every kind.
    static func random(using random: inout SeededRandom, depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return JSONValue(Int64.random(in: .min ... .max, using: &random))
        case 3:
            let double = Double(bitPattern: random.next())
            return JSONNumber(double).map(JSONValue.number) ?? .null
        case 4: return .string(randomText(using: &random))
        case 5, 6:
            let count = Int.random(in: 0...5, using: &random)
            return .array((0..<count).map { _ in .random(using: &random, depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                object[randomText(using: &random)] = .random(using: &random, depth: depth - 1)
            }
            return .object(object)
        }
    }

    private static func randomText(using random: inout SeededRandom) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let limit: UInt32 = [0x20, 0x7F, 0x7FF, 0xFFFF, 0x10FFFF].randomElement(using: &random)!
            let scalar = Unicode.Scalar(UInt32.random(in: 0...limit, using: &random)) ?? "\u{FFFD}"
            text.unicodeScalars.append(scalar)
        }
        return text
    }
}
