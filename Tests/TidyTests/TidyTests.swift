import Testing

/// The tree keeps the shape that the README describes. A rule that is wrong is changed here, in the
/// open, not worked around.
@Suite struct `The tree is tidy` {
    @Test func `every folder of Sources imports only what its place allows`() {
        report(SourceTree.sources, ImportRule.violations)
    }

    @Test func `no file has more than 400 lines`() {
        report(SourceTree.swift, SizeRule.longFile)
    }

    @Test func `no function has more than 60 lines`() {
        report(SourceTree.swift, SizeRule.longFunctions)
    }

    @Test func `a source file holds one type and is named like it`() {
        report(SourceTree.sources, TypeRule.violations)
    }

    @Test func `no file carries a leftover mark`() {
        report(SourceTree.files, WordRule.leftoverMarks)
    }

    @Test func `no source turns an error into a trap`() {
        report(SourceTree.sources, WordRule.traps)
    }

    @Test func `no file names the path of one machine`() {
        report(SourceTree.files, WordRule.machinePaths)
    }

    @Test func `every link of a document to a file leads somewhere`() {
        report(SourceTree.documents) { LinkRule.violations(in: $0) }
    }

    @Test func `the package depends on no package`() throws {
        let manifest = try #require(SourceTree.files.first { $0.path == "Package.swift" })
        report([manifest], PackageRule.violations)
    }

    /// Every violation is an issue of its own, and a rule that was shown no file has shown nothing.
    private func report(_ files: [SourceFile], _ violations: (SourceFile) -> [Violation]) {
        #expect(!files.isEmpty, "no files found to hold to this rule")
        for violation in files.flatMap(violations) {
            Issue.record("\(violation)")
        }
    }
}
