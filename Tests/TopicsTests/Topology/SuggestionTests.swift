import Testing

@testable import Topics

@Suite struct SuggestionTests {
    private static let known = ["name", "revision", "instances", "timeout_seconds", "run"]

    @Test(arguments: [
        ("nmae", "name"), ("Name", "name"), ("revison", "revision"), ("instance", "instances"),
        ("timeout-seconds", "timeout_seconds"), ("timeout", "timeout_seconds"), ("rum", "run"),
        ("runs", "run"), ("xyz", nil), ("", nil), ("concurrency", nil),
        (String(repeating: "n", count: 65), nil),
    ])
    func `the nearest word is suggested when it is near`(word: String, suggestion: String?) {
        #expect(Suggestion.nearest(to: word, among: Self.known) == suggestion)
    }

    @Test func `without known words there is no suggestion`() {
        #expect(Suggestion.clause(for: "a", among: []) == "")
    }
}
