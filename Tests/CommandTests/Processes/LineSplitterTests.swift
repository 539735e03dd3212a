import Testing

@testable import BusNodeCommand

@Suite struct `Bytes become lines` {
    private func lines(
        _ chunks: [String], limit: Int = 8, overlong: LineSplitter.Overlong = .isCut
    ) throws -> [String] {
        var splitter = LineSplitter(limit: limit, overlong: overlong)
        var lines: [[UInt8]] = []
        for chunk in chunks {
            splitter.append(chunk.utf8)
            while let line = try splitter.next() { lines.append(line) }
        }
        if let last = try splitter.finish() { lines.append(last) }
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb", ["a", "b"]), ("\n\na\n", ["", "", "a"]),
        ("a\rb\n", ["a\rb"]), ("12345678\n", ["12345678"]), ("12345678\r\n", ["12345678"]),
        ("123456789\nx\n", ["12345678 …[cut]", "x"]), ("123456789", ["12345678 …[cut]"]),
        ("1234567890abc\nx", ["12345678 …[cut]", "x"]),
    ])
    func `however they are cut into chunks`(text: String, expected: [String]) throws {
        #expect(try lines([text]) == expected)
        #expect(try lines(text.utf8.map { String(decoding: [$0], as: UTF8.self) }) == expected)
        for place in 0...text.utf8.count {
            let cut = text.utf8.index(text.startIndex, offsetBy: place)
            #expect(try lines([String(text[..<cut]), String(text[cut...])]) == expected)
        }
    }

    @Test func `and a line over the limit is an error where that is asked for`() throws {
        #expect(throws: ProcessError.lineTooLong(limit: 8)) {
            try lines(["123456789\n"], overlong: .fails)
        }
        #expect(throws: ProcessError.lineTooLong(limit: 8)) {
            try lines(["1234567890"], overlong: .fails)
        }
        #expect(try lines(["12345678\n"], overlong: .fails) == ["12345678"])
    }
}
