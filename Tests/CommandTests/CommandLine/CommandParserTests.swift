import Testing
import Topics

@testable import BusNodeCommand

@Suite struct `A command line` {
    @Test func `gives options by name, value, letter and letters together`() throws {
        let arguments = try SampleTree.arguments(
            "ask", "--count=3", "-t", "30s", "-fq", "example/square:1.0.0", "--json", #"{"n": 3}"#)
        #expect(arguments.path == ["ask"])
        #expect(arguments.integer("count") == 3)
        #expect(arguments.duration("timeout") == .seconds(30))
        #expect(arguments.flag("follow") && arguments.flag("quiet") && arguments.isJSON)
        #expect(arguments.reference("SERVICE")?.description == "example/square:1.0.0")
        #expect(arguments.text("VALUES") == #"{"n": 3}"#)
    }

    @Test(arguments: [
        ["-c3", "a/b"], ["-c=3", "a/b"], ["-c", "3", "a/b"], ["--count", "3", "a/b"],
        ["a/b", "--count=3"], ["-fc3", "a/b"],
    ])
    func `takes a value in every usual form`(words: [String]) throws {
        guard case .run(let arguments) = try SampleTree.read(["ask"] + words) else {
            Issue.record("no command")
            return
        }
        #expect(arguments.integer("count") == 3)
        #expect(arguments.isGiven("count"))
    }

    @Test func `has defaults and variables where nothing is given`() throws {
        let variables = ["SAMPLE_BUS": "tcp://elsewhere:7001"]
        let plain = try SampleTree.arguments("ask", "a/b")
        #expect(plain.integer("count") == 2)
        #expect(!plain.isGiven("count"))
        #expect(plain.text("bus") == nil)
        let set = try SampleTree.arguments("ask", "a/b", environment: variables)
        #expect(set.text("bus") == "tcp://elsewhere:7001")
        let both = try SampleTree.arguments(
            "--bus", "tcp://here:7001", "ask", "a/b", environment: variables)
        #expect(both.text("bus") == "tcp://here:7001")
        let empty = try SampleTree.arguments("ask", "a/b", environment: ["SAMPLE_BUS": ""])
        #expect(empty.text("bus") == nil)
    }

    @Test func `repeats what is repeatable`() throws {
        let arguments = try SampleTree.arguments(
            "ask", "a/b", "--kinds", "result,exception", "--kinds=result")
        #expect(arguments.words("kinds") == ["result", "exception", "result"])
        #expect(try SampleTree.arguments("watch", "one", "two").texts("PREFIX") == ["one", "two"])
    }

    @Test func `ends its options at two hyphens`() throws {
        let arguments = try SampleTree.arguments(
            "serve", "a/b:1", "--", "cat", "--help", "--", "-x")
        #expect(arguments.text("PROGRAM") == "cat")
        #expect(arguments.texts("ARG") == ["--help", "--", "-x"])
        #expect(try SampleTree.arguments("ask", "a/b", "--", "--json").text("VALUES") == "--json")
    }

    @Test func `takes a hyphen and a negative number for values`() throws {
        #expect(try SampleTree.arguments("ask", "a/b", "-").text("VALUES") == "-")
        #expect(try SampleTree.arguments("ask", "a/b", "-5").text("VALUES") == "-5")
        #expect(try SampleTree.arguments("ask", "a/b", "--file", "-").text("file") == "-")
    }

    @Test func `reaches commands below others`() throws {
        #expect(try SampleTree.arguments("topics").path == ["topics"])
        let create = try SampleTree.arguments("topics", "create", "weather")
        #expect(create.path == ["topics", "create"])
        #expect(create.topic("NAME")?.text == "weather")
    }

    @Test func `gives revisions and questions as values of their types`() throws {
        let text = "6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7"
        let byQuestion = try SampleTree.arguments("find", "--question", text)
        #expect(byQuestion.question("question") == (try QuestionID(text)))
        let byParent = try SampleTree.arguments("find", "--parent", "a/b:1")
        #expect(byParent.revision("parent") == (try ServiceRevision("a/b:1")))
    }

    @Test(arguments: [
        (["--help"], []), (["-h"], []), (["ask", "--help", "--nonsense"], ["ask"]),
        (["ask", "-fh"], ["ask"]), (["--help", "topics", "create"], ["topics", "create"]),
        (["topics", "create", "-h"], ["topics", "create"]), (["help"], []),
        (["help", "topics", "create"], ["topics", "create"]),
    ])
    func `asks for help wherever the option stands`(words: [String], path: [String]) throws {
        guard case .help(let found) = try SampleTree.read(words) else {
            Issue.record("no help")
            return
        }
        #expect(found == path)
    }

    @Test func `that is empty asks for the overview`() throws {
        guard case .overview = try SampleTree.read([]) else {
            Issue.record("no overview")
            return
        }
    }

    private static let mistakes: [(words: [String], message: String, advice: String?)] = [
        (["aks"], #"there is no command "aks""#, #"did you mean "ask"?"#),
        (
            ["topics", "craete"], #"there is no command "topics craete""#,
            #"did you mean "topics create"?"#
        ),
        (["help", "wach"], #"there is no command "wach""#, #"did you mean "watch"?"#),
        (["nonsense"], #"there is no command "nonsense""#, nil),
        (["ask", "--jsn"], #""ask" has no option --jsn"#, "did you mean --json?"),
        (["--timeout", "3s"], "busnode has no option --timeout", nil),
        (["ask", "-x"], #""ask" has no option -x"#, nil),
        (["ask", "a/b", "--timeout"], "--timeout needs a value: TIME", nil),
        (["ask", "--timeout", "--json"], "--timeout needs a value: TIME", nil),
        (["ask", "--json=yes"], "--json takes no value", nil),
        (["ask", "a/b", "--json", "--json"], "--json is given twice", nil),
        (["ask", "a/b", "-c1", "--count=2"], "--count is given twice", nil),
        (["ask", "-c", "10"], #""10" is no value for --count: 1 to 9 are allowed"#, nil),
        (["ask", "-c", "x"], #""x" is no value for --count: it is not a whole number"#, nil),
        (["ask"], "SERVICE is missing", nil),
        (["ask", "a/b", "1", "2"], #""2" is one value too many"#, nil),
        (["serve", "a/b:1", "cat"], #""cat" is one value too many"#, "write -- before PROGRAM"),
        (["serve", "a/b:1"], "PROGRAM is missing", nil),
        (["ask", "a/b", "1", "--file", "x"], "VALUES and --file cannot be given together", nil),
        (["ask", "a/b", "-q"], "--quiet needs --json or --file", nil),
        (["find"], "one of --question or --parent is needed", nil),
        (
            ["serve", "a/b", "--", "cat"],
            #""a/b" is no value for REVISION: it needs the form namespace/name:tag"#, nil
        ),
        (
            ["ask", "a/b", "--kinds", "result,resutl"],
            #""result,resutl" is no value for --kinds: did you mean "result"?"#, nil
        ),
        (["--", "ask"], #"there is no command "ask""#, nil),
    ]

    @Test(arguments: mistakes)
    func `that is wrong names what is wrong and what was probably meant`(
        words: [String], message: String, advice: String?
    ) {
        let error = #expect(throws: UsageError.self) { try SampleTree.read(words) }
        #expect(error?.message == message)
        #expect(error?.advice == advice)
    }

    @Test func `that takes a bad value from a variable names the variable`() {
        let error = #expect(throws: UsageError.self) {
            try SampleTree.arguments("ask", "a/b", environment: ["SAMPLE_BUS": "nowhere"])
        }
        #expect(
            error?.message == #""nowhere" is no value for SAMPLE_BUS: "#
                + "an endpoint has the form tcp://host:port or ipc://path")
    }
}
