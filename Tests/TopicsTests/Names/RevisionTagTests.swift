import Testing
import Topics

struct RevisionTagTests {
    @Test(arguments: ["1", "_", "__", "1.9.4", "1-9-4", "1--2", "1..2", "1.-_-.2", "some_TAG", "Z"])
    func `letters, digits, underscores, dots and hyphens make a tag`(_ text: String) throws {
        #expect(try RevisionTag(text).description == text)
    }

    @Test(arguments: [
        "", ".", "-", ".1", "-1", "1.", "1-", "@", "1 2", "1/2", "1:2", "1+2", "1\n", "é", "１",
        "[", "\\", "]", "^", "`", "a^b", "1\0",
    ])
    func `anything else does not`(_ text: String) {
        #expect(throws: NameError.self) { try RevisionTag(text) }
    }

    @Test func `a tag has at most 128 characters`() throws {
        let longest = String(repeating: "1", count: 128)
        #expect(try RevisionTag(longest).text == longest)
        #expect(throws: NameError.self) { try RevisionTag(longest + "1") }
    }
}
