import Testing
import Topics

@testable import BusNodeCommand

@Suite struct `The busnode command` {
    private let out: TestPipe
    private let errors: TestPipe

    init() throws {
        Signals.ignoreBrokenPipes()
        out = try TestPipe()
        errors = try TestPipe()
    }

    private func run(_ words: String..., environment: [String: String] = [:]) async -> ExitCode {
        let (out, errors) = (out.writing, errors.writing)
        return await BusNodeCommand.run(words, environment: environment) { format in
            Output(
                format, terminal: Terminal(isTerminal: false),
                errorTerminal: Terminal(isTerminal: false),
                output: OutputDescriptor(number: out), errors: OutputDescriptor(number: errors))
        }
    }

    @Test func `prints its version for people and programs`() async {
        #expect(await run("version") == .done)
        #expect(await run("version", "--json") == .done)
        let lines = out.text().split(separator: "\n")
        #expect(lines.first == "busnode \(BusNodeVersion.text)")
        let value = try? JSONValue(parsing: String(lines.last ?? ""))
        #expect(value?["version"]?.string == BusNodeVersion.text)
    }

    @Test func `alone shows what there is`() async {
        #expect(await run() == .done)
        #expect(out.text() == HelpText(.busnode, width: 80).overview())
    }

    @Test func `explains a command when asked to`() async {
        #expect(await run("ask", "--help") == .done)
        #expect(await run("help", "ask") == .done)
        let help = HelpText(.busnode, width: 80).help(path: ["ask"])
        #expect(out.text() == help + help)
    }

    @Test func `tells what was probably meant`() async {
        #expect(await run("aks") == .usage)
        #expect(errors.text() == "busnode: there is no command \"aks\"; did you mean \"ask\"?\n")
        #expect(out.text() == "")
    }

    @Test func `points to the help when it does not understand`() async {
        #expect(await run("events", "--follow") == .usage)
        #expect(
            errors.text()
                == "busnode: one of --question, --parent or --originator is needed; "
                + "see \"busnode events --help\"\n")
    }

    @Test func `shows no control characters of what it was given`() async {
        #expect(await run("\u{1B}[2J") == .usage)
        #expect(errors.text().hasPrefix("busnode: there is no command \"␛[2J\""))
    }

    @Test func `ends quietly when nobody reads`() async {
        out.closeReading()
        #expect(await run("help") == .outputClosed)
        #expect(errors.text() == "")
    }
}
