import Testing

@testable import BusNodeCommand

@Suite struct `What a terminal shows` {
    private let screen = Terminal(isTerminal: true, width: 20)
    private let file = Terminal(isTerminal: false)

    @Test(arguments: [
        ("abc", 3), ("é", 1), ("日本", 4), ("👩‍🚀", 2), ("e\u{301}", 1), ("", 0),
    ])
    func `takes columns`(text: String, columns: Int) {
        #expect(TextWidth.columns(of: text) == columns)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 4, "日…"), ("abc", 1, "…"),
        ("abc", 0, ""),
    ])
    func `is cut to fit`(text: String, limit: Int, expected: String) {
        #expect(TextWidth.cut(text, to: limit) == expected)
        #expect(TextWidth.columns(of: expected) <= limit)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\u{1B}[2Jb", "a␛[2Jb"), ("a\nb", "a␊b"), ("\u{7F}", "␡"),
        ("\u{9B}31m", "\u{FFFD}31m"), ("a\u{202E}b", "a\u{FFFD}b"), ("naïve 日", "naïve 日"),
    ])
    func `cannot be changed by a message`(text: String, expected: String) {
        #expect(TextWidth.printable(text) == expected)
    }

    @Test func `is one line that changes in place`() {
        var line = LiveLine(screen)
        #expect(line.show("asking") == "\r\u{1B}[Kasking")
        #expect(line.show("asking") == "")
        #expect(line.around().before == "\r\u{1B}[K")
        #expect(line.around().behind == "asking")
        #expect(line.show("something much too long to fit") == "\r\u{1B}[Ksomething much too…")
        #expect(line.remove() == "\r\u{1B}[K")
        #expect(line.remove() == "")
        #expect(line.around() == ("", ""))
    }

    @Test func `is one line after another where none can change`() {
        var line = LiveLine(file)
        #expect(line.show("one") == "one\n")
        #expect(line.show("one") == "")
        #expect(line.show("two") == "two\n")
        #expect(line.around() == ("", ""))
        #expect(line.remove() == "")
    }

    @Test func `is a table with aligned columns`() {
        var table = Table(.left("REVISION"), .right("COUNT"), .left("WHY"))
        table.add("example/square:1.0.0", "3", "x")
        table.add("a/b:2", "1024", "line\nbreak")
        #expect(
            table.lines(for: file) == [
                "REVISION              COUNT  WHY",
                "example/square:1.0.0      3  x",
                "a/b:2                  1024  line␊break",
            ])
    }

    @Test func `is a table that fits, from the widest column`() {
        var table = Table(.left("NAME"), .left("WHAT"))
        table.add("abcdefghijklmnop", "123456789")
        #expect(table.lines(for: screen) == ["NAME       WHAT", "abcdefgh…  123456789"])
        let tiny = Terminal(isTerminal: true, width: 5)
        #expect(table.lines(for: tiny) == ["NAME      WHAT", "abcdefg…  1234567…"])
    }

    @Test(arguments: [
        (["COLUMNS": "120"], 120), (["COLUMNS": "0"], 80), (["COLUMNS": "wide"], 80), ([:], 80),
    ])
    func `has a width even where none is known`(environment: [String: String], width: Int) throws {
        let pipe = try TestPipe()
        let terminal = Terminal(descriptor: pipe.writing, environment: environment)
        #expect(terminal.width == width)
        #expect(!terminal.isTerminal && !terminal.allowsColour && !terminal.canRewrite)
    }

    @Test(arguments: [
        (["TERM": "xterm"], true, true), (["TERM": "dumb"], false, false),
        (["TERM": "xterm", "NO_COLOR": "1"], false, true),
        (["TERM": "xterm", "NO_COLOR": ""], true, true),
    ])
    func `has colours unless somebody minds`(
        environment: [String: String], colour: Bool, rewrite: Bool
    ) throws {
        let screen = try TestScreen(columns: 132)
        let terminal = Terminal(descriptor: screen.descriptor, environment: environment)
        #expect(terminal.isTerminal)
        #expect(terminal.width == 132)
        #expect(terminal.allowsColour == colour)
        #expect(terminal.canRewrite == rewrite)
    }
}
