import Testing

@Suite("The official cases of JSON Schema")
struct SchemaSuiteTests {
    @Test(arguments: [("draft2020-12", 1299), ("draft7", 927)])
    func `that are required all pass`(draft: String, total: Int) throws {
        let outcome = try SchemaSuite.run(draft)
        #expect(outcome.failures.isEmpty, "\(outcome.failures.joined(separator: "\n"))")
        #expect(outcome.total == total)
        #expect(outcome.passed == total)
    }

    // Labels of host names that begin with `xn--` are not decoded; the cases that need it come first.
    @Test(arguments: [
        ("draft2020-12/optional/format", 23, 581), ("draft7/optional/format", 23, 494),
    ])
    func `of the formats that we check pass but for encoded host names`(
        folder: String, encoded: Int, total: Int
    ) throws {
        let outcome = try SchemaSuite.run(folder, assertsFormat: true)
        let failures = outcome.failures.filter {
            !$0.hasPrefix("hostname.json: validation of A-label")
        }
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
        #expect(outcome.total == total)
        #expect(outcome.passed == total - encoded)
    }

    // These need draft 2019-09, check `content…`, or read a keyword of draft-07 in draft 2020-12.
    @Test(arguments: [("draft2020-12/optional", 125), ("draft7/optional", 106)])
    func `that are optional pass where we promise it`(folder: String, total: Int) throws {
        let outcome = try SchemaSuite.run(folder)
        #expect(outcome.failures.isEmpty, "\(outcome.failures.joined(separator: "\n"))")
        #expect(outcome.total == total)
        #expect(outcome.passed == total)
    }
}
