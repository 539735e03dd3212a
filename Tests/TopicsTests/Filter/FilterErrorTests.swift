import Testing
import Topics

@Suite struct FilterErrorTests {
    @Test(arguments: [
        ("", 0, "expected attributes, hasPrefix, NOT, \"-\" or \"(\", found the end"),
        ("  ", 2, "expected attributes, hasPrefix, NOT, \"-\" or \"(\", found the end"),
        ("kind = \"a\"", 0, "expected attributes, hasPrefix, NOT, \"-\" or \"(\", found \"kind\""),
        ("Attributes:a", 0, "expected attributes, hasPrefix"),
        ("attributesx:a", 0, "expected attributes, hasPrefix"),
        ("not attributes:a", 0, "expected attributes, hasPrefix"),
        ("NOT NOT attributes:a", 4, "expected attributes, hasPrefix"),
        ("--attributes:a", 1, "expected attributes, hasPrefix"),
        ("attributes", 10, "expected \":\" or \".\" after attributes, found the end"),
        ("attributes .a = \"x\"", 11, "expected \":\" or \".\" after attributes, found \".\""),
        ("attributes:", 11, "expected a key, found the end"),
        ("attributes. a", 11, "expected a key, found byte 32"),
        ("attributes.é = \"x\"", 11, "expected a key, found byte 195"),
        ("attributes:\"\"", 11, "expected a key, found an empty string"),
        ("attributes.a.b = \"x\"", 12, "expected \"=\" or \"!=\", found \".\""),
        ("attributes.a", 12, "expected \"=\" or \"!=\", found the end"),
        ("attributes.a < \"x\"", 13, "expected \"=\" or \"!=\", found \"<\""),
        ("attributes.a == \"x\"", 14, "expected a string in quotes, found \"=\""),
        ("attributes.a = x", 15, "expected a string in quotes, found \"x\""),
        ("attributes.a = 'x'", 15, "expected a string in quotes, found \"'\""),
        ("attributes.a = \"x", 17, "expected the closing quote of a string, found the end"),
        (
            "attributes.a = \"x\n\"", 17,
            "expected an escape for the control character, found byte 10"
        ),
        ("attributes:a attributes:b", 13, "expected AND, OR or the end, found \"attributes\""),
        ("attributes:a and attributes:b", 13, "expected AND, OR or the end, found \"and\""),
        ("attributes:a AND", 16, "expected attributes, hasPrefix"),
        ("attributes:a ANDattributes:b", 13, "expected AND, OR or the end"),
        ("(attributes:a", 13, "expected AND, OR or \")\", found the end"),
        ("attributes:a)", 12, "expected AND, OR or the end, found \")\""),
        ("()", 1, "expected attributes, hasPrefix"),
        ("attributes:a AND attributes:b OR attributes:c", 30, "AND and OR are mixed"),
        ("attributes:a OR attributes:b AND attributes:c", 29, "AND and OR are mixed"),
        ("(attributes:a OR attributes:b AND attributes:c)", 30, "AND and OR are mixed"),
        ("hasPrefix", 9, "expected \"(\" after hasPrefix, found the end"),
        ("hasPrefix(attributes:a, \"x\")", 20, "expected attributes.key, found \":\""),
        ("hasPrefix(attributes.a \"x\")", 23, "expected \",\", found a quote"),
        ("hasPrefix(attributes.a, \"x\"", 27, "expected \")\", found the end"),
        ("hasprefix(attributes.a, \"x\")", 0, "expected attributes, hasPrefix"),
    ])
    func `a broken filter is refused at its place`(text: String, offset: Int, sentence: String) {
        expectRefusal(of: text, at: offset, sentence)
    }

    @Test(arguments: [
        (#"\"#, 17, "expected the closing quote"),
        (#"\q"#, 17, "expected one of \\\"nrtxuU or an octal digit after a backslash, found \"q\""),
        (#"\x4"#, 19, "expected a hexadecimal digit, found a quote"),
        (#"\xg0"#, 18, "expected a hexadecimal digit, found \"g0\""),
        (#"\12"#, 19, "expected an octal digit, found a quote"),
        (#"\128"#, 19, "expected an octal digit, found \"8\""),
        (#"\777"#, 17, "expected an escape up to 377, found 777"),
        (#"\ud83d\ude00"#, 18, "expected a character, found half of a surrogate pair"),
        (#"\U00110000"#, 18, "expected an escape up to 10ffff, found 110000"),
        (#"\UFFFFFFFF"#, 18, "expected an escape up to 10ffff, found ffffffff"),
        (#"\u12"#, 20, "expected a hexadecimal digit, found a quote"),
        (#"a\xff"#, 15, "the escapes in this string are not UTF-8"),
        (#"\343\201"#, 15, "the escapes in this string are not UTF-8"),
    ])
    func `a broken escape is refused at its place`(escape: String, offset: Int, sentence: String) {
        // A lone backslash takes the closing quote with it, so the string ends one byte later.
        let text = "attributes.a = \"\(escape)\""
        expectRefusal(of: text, at: escape == "\\" ? text.utf8.count : offset, sentence)
    }

    @Test func `a filter of the longest length is read and one byte more is refused`() throws {
        let limit = AttributeFilter.byteLimit
        func filter(_ byteCount: Int) -> String {
            "attributes:" + String(repeating: "k", count: byteCount - 11)
        }
        #expect(throws: Never.self) { try AttributeFilter(filter(limit)) }
        let error = #expect(throws: FilterError.self) { try AttributeFilter(filter(limit + 1)) }
        #expect(error?.problem == .tooLong(byteCount: limit + 1, limit: limit))
    }

    @Test func `as many parentheses as the limit are read and one more is refused`() {
        let limit = AttributeFilter.depthLimit
        func filter(_ depth: Int) -> String {
            String(repeating: "(", count: depth) + "attributes:a"
                + String(repeating: ")", count: depth)
        }
        #expect(throws: Never.self) { try AttributeFilter(filter(limit)) }
        let error = #expect(throws: FilterError.self) { try AttributeFilter(filter(limit + 1)) }
        #expect(error?.problem == .tooDeep(limit: limit))
        #expect(error?.offset == limit)
    }

    @Test func `groups side by side do not count as deep`() {
        let groups = Array(repeating: "(attributes:a)", count: 40).joined(separator: " OR ")
        #expect(throws: Never.self) { try AttributeFilter(groups) }
    }

    private func expectRefusal(of text: String, at offset: Int, _ sentence: String) {
        let error = #expect(throws: FilterError.self) { try AttributeFilter(text) }
        #expect(error?.offset == offset)
        #expect(error?.problem.description.hasPrefix(sentence) == true, "\(error as Any)")
    }
}
