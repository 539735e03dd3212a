import Testing

@testable import BusNodeCommand

@Suite struct `Help` {
    @Test func `explains a command in the width of the terminal`() {
        let help = HelpText(SampleTree.tree, width: 60).help(path: ["ask"])
        #expect(
            help == """
                Ask something.

                Usage: sample ask [options] SERVICE [VALUES]

                Arguments:
                  SERVICE   Whom
                  [VALUES]  What

                Options:
                      --json          Write JSON
                  -f, --follow        Go on
                  -q, --quiet         Say nothing
                  -t, --timeout TIME  How long
                  -c, --count NUMBER  How many (1 to 9; default: 2)
                      --kinds KINDS   Which (of result, exception; can be
                                      given several times)
                      --file FILE     From where
                  -h, --help          Show this help

                Options for every command:
                  --bus ENDPOINT  Where the bus is (or SAMPLE_BUS)

                Examples:
                  sample ask a/b
                      Ask.

                Exit codes:
                  0    Done
                  6    A limit of the bus is reached; try again later
                  7    The bus refused it for another reason
                  64   The command line is not understood
                  70   A fault in busnode itself
                  74   A file or socket failed, here or at the backbone
                  130  Stopped by a signal before it was done

                """)
    }

    @Test func `lists the commands by what they are for`() {
        let overview = HelpText(SampleTree.tree, width: 80).help(path: [])
        #expect(
            overview == """
                sample: a program for tests.

                Usage: sample COMMAND [options]

                Run
                  serve   Serve something

                Ask
                  ask     Ask something

                Look
                  find    Find something
                  topics  List topics
                  watch   Watch

                Other
                  help    Explain a command

                Options for every command:
                      --bus ENDPOINT  Where the bus is (or SAMPLE_BUS)
                  -h, --help          Show this help

                "sample help COMMAND" explains a command and shows examples.

                """)
    }

    @Test(arguments: [
        (["find"], "Usage: sample find (--question QUESTION | --parent REVISION)"),
        (["serve"], "Usage: sample serve REVISION -- PROGRAM [ARG...]"),
        (["topics"], "Usage: sample topics [COMMAND]"),
        (["watch"], "Usage: sample watch [PREFIX...]"),
    ])
    func `shows what must be given and what can be`(path: [String], usage: String) {
        let lines = HelpText(SampleTree.tree, width: 80).help(path: path).split(separator: "\n")
        #expect(lines.contains(Substring(usage)))
    }

    @Test func `stands out where that is possible, and says the same`() {
        let plain = HelpText(.busnode, width: 80).help(path: ["ask"])
        let styled = HelpText(.busnode, width: 80, isStyled: true).help(path: ["ask"])
        #expect(styled != plain)
        #expect(
            styled.replacing("\u{1B}[1m", with: "").replacing("\u{1B}[0m", with: "") == plain)
    }

    @Test(arguments: [40, 60, 80, 100])
    func `keeps to the width, but for examples and long words`(width: Int) {
        let help = HelpText(.busnode, width: width)
        let examples = CommandTree.busnode.all.flatMap { $0.command.examples }
        let exempt = Set(examples.flatMap { $0.line.split(separator: "\n").map { "  \($0)" } })
        for (path, _) in CommandTree.busnode.all {
            for line in help.help(path: path).split(separator: "\n").map(String.init) {
                let isFree = exempt.contains(line) || width < 80
                #expect(isFree || line.count <= width, "\(line)")
            }
        }
    }
}
