import Foundation
import TestSupport
import Testing
import Topics

struct UniqueIDTests {
    @Test func `an identifier is written as a UUID and read back`() throws {
        var generator = SeededRandom(seed: 1)
        for _ in 0..<1_000 {
            let id = QuestionID(high: generator.next(), low: generator.next())
            #expect(try QuestionID(id.description) == id)
            #expect(try QuestionID(id.description.uppercased()) == id)
            #expect(UUID(uuidString: id.description)?.uuidString.lowercased() == id.description)
        }
    }

    @Test func `the first character is the most significant`() throws {
        let id = try EventID("00112233-4455-6677-8899-aAbBcCdDeEfF")
        #expect(id.high == 0x0011_2233_4455_6677)
        #expect(id.low == 0x8899_AABB_CCDD_EEFF)
        #expect(id.description == "00112233-4455-6677-8899-aabbccddeeff")
    }

    @Test func `an identifier that begins with a time is a UUID of version 7`() throws {
        var generator = SeededRandom(seed: 3)
        var last = ""
        for milliseconds in stride(from: Int64(1_700_000_000_000), to: 1_700_000_001_000, by: 1) {
            let time = Timestamp(microseconds: milliseconds * 1_000 + 999)
            let id = QuestionID.timeOrdered(at: time, using: &generator)
            let characters = Array(id.description)
            #expect(characters[14] == "7")
            #expect("89ab".contains(characters[19]))
            #expect(Int64(id.high >> 16) == milliseconds)
            #expect(id.description > last)
            last = id.description
        }
    }

    @Test func `a random identifier is a UUID of version 4 and variant 1`() {
        var generator = SeededRandom(seed: 2)
        for _ in 0..<1_000 {
            let characters = Array(SessionID.random(using: &generator).description)
            #expect(characters[14] == "4")
            #expect("89ab".contains(characters[19]))
        }
    }

    @Test(arguments: [
        "", "0", "00112233445566778899aabbccddeeff", "{00112233-4455-6677-8899-aabbccddeeff}",
        "00112233-4455-6677-8899-aabbccddeef", "00112233-4455-6677-8899-aabbccddeeff0",
        "0011223-34455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeefg",
        "00112233_4455_6677_8899_aabbccddeeff", "--------------------------------0000",
        "00112233-4455-6677-8899-aabbccddee\u{FF}", "+0112233-4455-6677-8899-aabbccddeeff",
        "00112233-4455-6677-8899-aabbccddeef\n", "００１１２２３３００１１",
    ])
    func `what is not 36 characters of the form of a UUID is refused`(_ text: String) {
        #expect(throws: NameError.self) { try QuestionID(text) }
    }

    @Test func `only sixteen zeros mean none`() throws {
        #expect(try QuestionID("00000000-0000-0000-0000-000000000000").isZero)
        #expect(!QuestionID(high: 0, low: 1).isZero)
        #expect(!QuestionID(high: 1, low: 0).isZero)
    }

    @Test func `messages are ordered by their numbers`() {
        #expect(MessageID(1) < MessageID(2))
        #expect(MessageID(.max).description == "18446744073709551615")
    }
}
