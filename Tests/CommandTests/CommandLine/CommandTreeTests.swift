import Testing

@testable import BusNodeCommand

@Suite struct `The commands of busnode` {
    static let all = CommandTree.busnode.all.map { Definition(path: $0.path, command: $0.command) }

    struct Definition: CustomTestStringConvertible, Sendable {
        let path: [String]
        let command: CommandDefinition
        var testDescription: String { path.joined(separator: " ") }
    }

    @Test(arguments: all)
    func `have an example each that parses`(definition: Definition) throws {
        #expect(!definition.command.examples.isEmpty)
        for example in definition.command.examples {
            let words = try Self.words(of: example.line)
            guard words.first == "busnode" else { continue }
            let invocation = try CommandParser.parse(
                Array(words.dropFirst()), with: .busnode)
            if case .run(let arguments) = invocation {
                #expect(arguments.path.starts(with: definition.path))
            }
        }
    }

    @Test(arguments: all)
    func `have options and rules that fit together`(definition: Definition) {
        let command = definition.command
        let options = CommandTree.busnode.options(of: command)
        let names = options.map(\.name) + command.arguments.map(\.name)
        #expect(Set(names).count == names.count)
        let letters = options.compactMap(\.short)
        #expect(Set(letters).count == letters.count)
        for rule in command.rules { #expect(Set(names).isSuperset(of: rule.names)) }
        for option in options where option.defaultValue != nil {
            #expect(throws: Never.self) { try option.kind.read(option.defaultValue ?? "") }
        }
    }

    @Test(arguments: all)
    func
        `take all that is left only with their last argument, and can do without the last ones only`(
            definition: Definition
        )
    {
        for isBehind in [false, true] {
            let arguments = definition.command.arguments.filter { $0.isBehindSeparator == isBehind }
            #expect(arguments.dropLast().allSatisfy { !$0.isRepeatable })
            #expect(arguments.drop(while: \.isRequired).allSatisfy { !$0.isRequired })
        }
    }

    @Test(arguments: all)
    func `have sentences that the help can end`(definition: Definition) {
        let command = definition.command
        let texts =
            [command.summary] + command.options.map(\.summary) + command.arguments.map(\.summary)
        #expect(texts.allSatisfy { !$0.hasSuffix(".") && !$0.contains("\n") && !$0.isEmpty })
        #expect(command.examples.allSatisfy { $0.summary.hasSuffix(".") })
    }

    @Test func `are grouped as people look for them`() {
        let listed = CommandTree.busnode.commands.filter { $0.visibility == .listed }
        let groups = CommandGroup.allCases.map { group in
            "\(group.rawValue): "
                + listed.filter { $0.group == group }.map(\.name).joined(separator: ", ")
        }
        #expect(
            groups == [
                "Run: up, check, serve, init, backup",
                "Ask: ask, reask, events, question, replay, diagnose, cancel",
                "Messages: publish, pull, subscribe, topics, subscriptions, snapshots, backlog, why",
                "Registry: register, resolve, services", "Market: market, ledger",
                "Look: watch, nodes, bench",
                "Other: verify, version, completion, help",
            ])
    }

    /// The words of an example up to a pipe or redirection, as a shell would split them.
    private static func words(of line: String) throws -> [String] {
        var words: [String] = []
        var word = ""
        var quote: Character?
        for character in line.replacing("\\\n", with: " ") {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            } else if quote == nil, character == " " {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        words.append(word)
        return Array(words.prefix { !["|", ">", ">>", "<"].contains($0) })
    }
}
