import Foundation
import Testing
import Topics
import Twined

@Suite("The limits of YAML")
struct YAMLLimitTests {
    private static let small = YAMLLimits(byteLimit: 1_000, depthLimit: 4, nodeLimit: 10)

    private static func problem(_ text: String, _ limits: YAMLLimits) -> YAMLError.Problem? {
        do throws(YAMLError) {
            _ = try YAMLReader.read(Array(text.utf8), limits: limits)
            return nil
        } catch {
            return error.problem
        }
    }

    @Test(arguments: ["[[[[1]]]]", "- - - - 1", "{a: {a: [a: 1]}}", "a:\n b:\n  c:\n  - 1"])
    func `collections lie inside each other as deep as the limit, and no deeper`(_ text: String) {
        #expect(Self.problem(text, Self.small) == nil)
        let block = "- " + text.split(separator: "\n").joined(separator: "\n  ")
        #expect(Self.problem(block, Self.small) == .tooDeep(limit: 4))
        #expect(Self.problem("[" + text + "]", Self.small) != nil)
    }

    @Test func `a text has as many values and bytes as the limits, and no more`() {
        let nine = Array(repeating: "1", count: 9).joined(separator: ", ")
        #expect(Self.problem("[\(nine)]", Self.small) == nil)
        #expect(Self.problem("[\(nine), 1]", Self.small) == .tooManyNodes(limit: 10))
        #expect(Self.problem("{a: [\(nine)]}", Self.small) == .tooManyNodes(limit: 10))
        let longest = String(repeating: "a", count: 1_000)
        #expect(Self.problem(longest, Self.small) == nil)
        #expect(
            Self.problem(longest + "a", Self.small) == .tooLong(byteCount: 1_001, limit: 1_000))
    }

    @Test func `a key has at most 1024 characters`() {
        for quote in ["", "\"", "'"] {
            let longest = quote + String(repeating: "é", count: 1_024 - 2 * quote.count) + quote
            #expect(Self.problem("\(longest): 1", .standard) == nil)
            #expect(Self.problem("[\(longest): 1]", .standard) == nil)
            let long = quote + longest + "é" + quote
            #expect(Self.problem("\(long): 1", .standard) != nil)
        }
    }

    /// Texts that a reader which looks ahead or back too far would read again and again.
    static let hostile = [
        "[", "{", "- ", "a: ", "{a: ", "[a: ", "\n", "# \n", " \n", "\"", "'", "a\n", "a\n\n",
        "[a\n",
        "[a,\n", "{a\n\n:\n", "\\", "a: |\n", "- |+\n\n", "- >\n\n  a\n\n", " ", "\t", "? ", ": ",
        "a ",
        "-", "-\n", "a:\n", "a:\n- ", "''", "\"\"", "[]", "{}", "[],", "\"\\\n", "\"a\n\n", "'\n ",
        ":",
        "#", " #", "%", "...\n", "---\n", "é", "| ", "a:\n  |\n", "0", "9e", "<<: ", "\r",
    ]

    @Test(.timeLimit(.minutes(1)), arguments: hostile)
    func `any repetition is read or refused in time that grows with its length`(_ part: String) {
        let count = 100_000 / part.utf8.count
        for start in ["", "a: ", "[", "\"", "'", "a: |\n  ", "- a\n"] {
            let text = Array((start + String(repeating: part, count: count)).utf8)
            _ = try? YAMLReader.read(text, limits: .standard)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `many keys of one mapping are no trouble`() throws {
        let keys = (0..<20_000).map { "key\($0): \($0)" }
        let block = try YAMLReader.read(Array(keys.joined(separator: "\n").utf8))
        let flow = try YAMLReader.read(Array("{\(keys.joined(separator: ", "))}".utf8))
        #expect(block.object?.count == 20_000)
        #expect(block == flow)
    }

    @Test func `the deepest text that is read fits the smallest thread`() async {
        let depth = YAMLLimits.standard.depthLimit
        let flow = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let block = String(repeating: "- ", count: depth)
        let map = String(repeating: "{a: ", count: depth) + String(repeating: "}", count: depth)
        let texts = [flow, block, map, "[\(flow)]", "- \(block)"]
        let problems = await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(returning: texts.map { Self.problem($0, .standard) })
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        let tooDeep = YAMLError.Problem.tooDeep(limit: depth)
        #expect(problems == [nil, nil, nil, tooDeep, tooDeep])
    }
}
