import Testing

/// Each rule finds what it forbids, and only that: a rule that cannot fail holds nothing.
@Suite struct `A tidy rule` {
    private func lines(_ violations: [Violation]) -> [Int] {
        violations.map(\.line)
    }

    @Test func `names the file, the line and what is wrong`() {
        let file = SourceFile(path: "Sources/Topics/Topic.swift", text: "\nimport Store\n")
        let found = ImportRule.violations(in: file).map(\.description)
        #expect(found == ["Sources/Topics/Topic.swift:2: Sources/Topics may not import Store"])
    }

    @Test(arguments: [
        ("Sources/Topics/Topic.swift", "import Glibc", [1]),
        ("Sources/Topics/Topic.swift", "// import Glibc", []),
        ("Sources/Store/MessageLog.swift", "import CSQLite", [1]),
        ("Sources/Store/SQLite/Statement.swift", "import CSQLite\npackage import Topics", []),
        ("Sources/Handlers/Market/Bid.swift", "public import struct Topics.Topic", []),
        ("Sources/Handlers/Market/Bid.swift", "@preconcurrency import Dispatch", [1]),
        ("Sources/BusNode/Node.swift", "internal import CZeroMQ", [1]),
        ("Sources/BusNode/ZeroMQ/Socket.swift", "internal import CZeroMQ", []),
        ("Sources/BusNode/Exports.swift", "@_exported public import Topics", []),
        ("Sources/BusNodeCommand/Run.swift", "import Handlers", [1]),
        ("Sources/Elsewhere/File.swift", "", [1]),
    ])
    func `finds an import that the place does not allow`(
        path: String, text: String, expected: [Int]
    ) {
        #expect(lines(ImportRule.violations(in: SourceFile(path: path, text: text))) == expected)
    }

    @Test(arguments: [
        ("import Foundation", [1]),
        (
            """
            #if canImport(FoundationEssentials)
                import FoundationEssentials
            #else
                import Foundation
            #endif
            """, []
        ),
        ("#if canImport(FoundationEssentials)\nimport Foundation\n#endif", [2]),
        ("#if os(Linux)\n#else\nimport Foundation\n#endif", [3]),
    ])
    func `allows all of Foundation only where there is no smaller one`(
        text: String, expected: [Int]
    ) {
        let file = SourceFile(path: "Sources/BusNode/Node.swift", text: text)
        #expect(lines(ImportRule.violations(in: file)) == expected)
    }

    @Test func `finds the file that has a line too many`() {
        let full = String(repeating: "\n", count: SizeRule.fileLimit)
        #expect(SizeRule.longFile(SourceFile(path: "A.swift", text: full)) == [])
        #expect(lines(SizeRule.longFile(SourceFile(path: "A.swift", text: full + "\n"))) == [401])
    }

    @Test(arguments: [
        "func long(then: () -> Void = {}) {", "    init?(text: String) throws(Problem) {",
        "    deinit {", "    subscript(index: Int) -> Int {",
    ])
    func `finds the function that has a line too many`(declaration: String) {
        func file(_ length: Int) -> SourceFile {
            let body = String(repeating: "    if open { \"}\\({ 1 }())\" }\n", count: length - 2)
            let text = "\(declaration)\n\(body)}\nlet after = 1\n"
            return SourceFile(path: "A.swift", text: text)
        }
        #expect(SizeRule.longFunctions(file(SizeRule.functionLimit)) == [])
        #expect(lines(SizeRule.longFunctions(file(SizeRule.functionLimit + 1))) == [1])
    }

    @Test(arguments: [
        ("a /* { /* } */ { */ b", "a b"),
        ("a // {\nb", "a b"),
        (#"a "{ \" {" b"#, "a b"),
        (#"a "\(c("{") + d) {" b"#, "a c( ) + d b"),
        (##"a #"{ " \( { "# b"##, "a b"),
        (##"a #"{ \#(c) {"# b"##, "a c b"),
        ("a \"\"\"\n{ \" {\n\"\"\" b", "a b"),
        ("a `{ name` b", "a b"),
        ("#if a", "#if a"),
    ])
    func `sees code and not the braces of text`(text: String, expected: String) {
        let code = SourceFile(path: "A.swift", text: text).code.joined(separator: " ")
        #expect(code.split(separator: " ").joined(separator: " ") == expected)
    }

    @Test func `takes no requirement of a protocol for a function`() {
        let far = String(repeating: "\n", count: 100)
        let text = "protocol A {\n    func one()\n    init(two: Int)\n}\n\(far)struct B {\n}\n"
        #expect(SizeRule.longFunctions(SourceFile(path: "A.swift", text: text)) == [])
    }

    @Test(arguments: [
        ("public struct Topic {\n}\nprotocol Owner {\n}\nextension Topic {\n}", []),
        ("struct Topic {\n    enum Part {\n    }\n}\nprivate struct Mark {\n}", []),
        ("struct Topic {\n}\nfinal class Second {\n}", [3]),
        ("@Suite(.serialized) package enum Other {\n}", [1]),
        ("#if A\nstruct Topic {}\n#else\nstruct Topic {}\n#endif", []),
        ("/* struct Second {} */\nlet text = \"struct Third {\"\nstruct Topic {}", []),
        ("func classify() {\n}", []),
    ])
    func `finds a second type, and a type in another's file`(text: String, expected: [Int]) {
        let file = SourceFile(path: "Sources/Topics/Topic.swift", text: text)
        #expect(lines(TypeRule.violations(in: file)) == expected)
    }

    @Test(arguments: WordRule.leftoverMarks)
    func `finds a leftover mark as a word of its own`(mark: String) {
        let file = SourceFile(path: "a.md", text: "one\n// \(mark): later\n\(mark)S and \(mark)_A")
        #expect(lines(WordRule.leftoverMarks(file)) == [2])
    }

    @Test(arguments: WordRule.traps)
    func `finds a trap in code and not in text`(trap: String) {
        let text = """
            let a = \(trap) b
            let c = "\(trap) d"  // \(trap) e
            let f = "\\(\(trap) g)"
            """
        let file = SourceFile(path: "Sources/A.swift", text: text)
        #expect(lines(WordRule.traps(file)) == [1, 3])
    }

    @Test(arguments: WordRule.machinePaths)
    func `finds a path that only one machine has`(path: String) {
        let text = "see \(path)bus\nsee docs\(path)bus\nsee ..\(path)bus\n(\(path)bus)"
        #expect(lines(WordRule.machinePaths(SourceFile(path: "a.md", text: text))) == [1, 4])
    }

    @Test(arguments: [
        ("[a](protocol.md) [b](../README.md#start) [c](./pictures/a%20b.png)", []),
        ("[a](protocol.md)\n[b](lost.md)", [2]),
        ("[a](https://example.org/lost.md) [b](mailto:a@example.org) [c](#place)", []),
        ("`[a](lost.md)`\n```\n[a](lost.md)\n```\n[a](lost.md \"title\")", [5]),
        ("[a]: lost.md\n[b]: protocol.md", [1]),
        ("[a](../../outside.md)\n[b](/absolute.md)", [1, 2]),
    ])
    func `finds a link that leads nowhere`(text: String, expected: [Int]) {
        let known: Set<String> = ["docs/protocol.md", "README.md", "docs/pictures/a b.png"]
        let file = SourceFile(path: "docs/index.md", text: text)
        #expect(lines(LinkRule.violations(in: file, exists: known.contains)) == expected)
    }

    @Test func `finds a package in the manifest`() {
        let text = "let package = Package(\n    dependencies: [.package(path: \"..\")])"
        #expect(lines(PackageRule.violations(in: SourceFile(path: "P.swift", text: text))) == [2])
    }
}
