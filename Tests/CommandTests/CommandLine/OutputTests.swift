import Testing
import Topics

@testable import BusNodeCommand

@Suite struct `The output of a command` {
    private let out: TestPipe
    private let errors: TestPipe

    init() throws {
        Signals.ignoreBrokenPipes()
        out = try TestPipe()
        errors = try TestPipe()
    }

    private func output(_ format: Output.Format, isScreen: Bool = false) -> Output {
        let terminal = Terminal(isTerminal: isScreen, width: 40)
        return Output(
            format, terminal: terminal, errorTerminal: terminal,
            output: OutputDescriptor(number: out.writing),
            errors: OutputDescriptor(number: errors.writing))
    }

    @Test func `is lines for people`() async throws {
        try await output(.text).result(["one", "two"], json: ["number": 1])
        #expect(out.text() == "one\ntwo\n")
    }

    @Test func `is one JSON value a line for programs`() async throws {
        let output = output(.json)
        try await output.result(["one"], json: ["number": 1])
        try await output.table(Table(.left("A")), json: [["number": 2], ["number": 3]])
        #expect(out.text() == "{\"number\":1}\n{\"number\":2}\n{\"number\":3}\n")
    }

    @Test func `says what is going on beside the result`() async throws {
        let output = output(.text)
        await output.status("asking")
        await output.note("a log record")
        try await output.result(["answer"], json: .null)
        await output.endStatus()
        #expect(errors.text() == "asking\na log record\n")
        #expect(out.text() == "answer\n")
    }

    @Test func `keeps the live line below what is written on a screen`() async throws {
        let output = output(.text, isScreen: true)
        await output.status("asking")
        await output.note("a log record")
        try await output.result(["answer"], json: .null)
        await output.endStatus()
        let clear = "\r\u{1B}[K"
        #expect(
            errors.text() == "\(clear)asking\(clear)a log record\nasking\(clear)asking\(clear)")
        #expect(out.text() == "answer\n")
    }

    @Test func `ends quietly when its reader goes away`() async throws {
        let output = output(.text)
        out.closeReading()
        await #expect(throws: OutputError.closed) { try await output.text("unread\n") }
        errors.closeReading()
        await output.note("nobody to tell")
    }

    @Test func `is an error where the system refuses it`() async throws {
        let output = Output(
            .text, terminal: Terminal(isTerminal: false),
            errorTerminal: Terminal(isTerminal: false),
            output: OutputDescriptor(number: -1), errors: OutputDescriptor(number: -1))
        await #expect(throws: OutputError.failed(9)) { try await output.text("nowhere\n") }
    }
}
