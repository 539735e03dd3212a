import Foundation
import Testing

@testable import BusNodeCommand

/// `docs/command.md` shows the help of every command as the program prints it. After a change of the
/// tree, `BUSNODE_UPDATE_DOCS=1 swift test --filter CommandTests` writes the new help into it.
@Suite struct `The reference of the command` {
    private static let path =
        #filePath.split(separator: "/").dropLast(4).map { "/\($0)" }.joined()
        + "/docs/command.md"

    private static let shown = CommandTree.busnode.all.filter { $0.command.visibility != .hidden }

    private static func heading(_ path: [String]) -> String {
        "### busnode " + path.joined(separator: " ")
    }

    /// The sections of a document, each from its heading of the third level to the next.
    private static func sections(_ text: String) -> [String: String] {
        let parts = text.components(separatedBy: "\n### ").dropFirst()
        let pairs = parts.map { part in
            ("### " + part.prefix { $0 != "\n" }, String(part.drop { $0 != "\n" }))
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    private static func block(_ path: [String]) -> String {
        "```text\n" + HelpText(.busnode, width: 80).help(path: path) + "```"
    }

    @Test func `shows every command and option as the program does`() throws {
        var text = try String(contentsOfFile: Self.path, encoding: .utf8)
        if ProcessEnvironment.read()["BUSNODE_UPDATE_DOCS"] == "1" {
            let end = text.range(of: "\n### ")?.lowerBound ?? text.endIndex
            let sections = Self.shown.map { "\(Self.heading($0.path))\n\n\(Self.block($0.path))\n" }
            text = String(text[..<end]) + "\n" + sections.joined(separator: "\n")
            try text.write(toFile: Self.path, atomically: true, encoding: .utf8)
        }
        let sections = Self.sections(text)
        for (path, _) in Self.shown {
            let section = try #require(sections[Self.heading(path)], "\(path) is not documented")
            #expect(section.contains(Self.block(path)))
        }
        #expect(sections.count == Self.shown.count)
    }

    @Test func `explains every exit code`() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        for code in ExitCode.allCases {
            #expect(text.contains("| \(code.rawValue) | \(code.meaning) |"))
        }
    }

    @Test func `names every variable of the environment`() throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let variables = CommandTree.busnode.options.compactMap(\.variable)
        for variable in variables + [ParentWatch.variable, "NO_COLOR", "COLUMNS"] {
            #expect(text.contains("`\(variable)"))
        }
    }
}
