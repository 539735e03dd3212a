/// Reads a command line against the tree of commands; it looks at nothing else of the process.
///
/// `--name value`, `--name=value`, `-n value`, `-nvalue`, flags together as in `-ab`; `--` ends the
/// options, and a single `-` is a value. Global options can stand before the command or behind it.
struct CommandParser {
    let tree: CommandTree
    let environment: [String: String]

    var path: [String] = []
    var command: CommandDefinition?
    var values: [String: [ArgumentValue]] = [:]
    var flags: Set<String> = []
    var given: Set<String> = []
    /// How many arguments were read before `--` and behind it.
    private var counts = (before: 0, behind: 0)

    /// A parser for one command line.
    init(_ tree: CommandTree, environment: [String: String] = [:]) {
        self.tree = tree
        self.environment = environment
    }

    /// Reads what follows the name of the program.
    ///
    /// - Throws: `UsageError` with the command whose help explains it.
    static func parse(
        _ words: [String], with tree: CommandTree, environment: [String: String] = [:]
    ) throws(UsageError) -> Invocation {
        var parser = CommandParser(tree, environment: environment)
        return try parser.parse(words)
    }

    private mutating func parse(_ words: [String]) throws(UsageError) -> Invocation {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                try readBehindSeparator(&rest)
            } else if word == "--help" || word == "-h" {
                return .help(path: helpPath(rest))
            } else if word.hasPrefix("--") {
                try readLong(word.dropFirst(2), &rest)
            } else if isShort(word) {
                if try readShort(word.dropFirst(), &rest) { return .help(path: helpPath(rest)) }
            } else {
                try readWord(word)
            }
        }
        guard let command else { return .overview }
        if path == ["help"] { return try help(for: values["COMMAND"] ?? []) }
        return .run(try finish(command))
    }

    /// `-` is a value, and so is `-5` where no option is called 5.
    private func isShort(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let first = word.dropFirst().first else { return false }
        return !first.isNumber || options.contains { $0.short == first }
    }

    var options: [OptionDefinition] { tree.options(of: command) }

    private mutating func readLong(
        _ text: Substring, _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        let name = text.prefix { $0 != "=" }
        let value = name.endIndex == text.endIndex ? nil : text[name.endIndex...].dropFirst()
        guard let option = options.first(where: { $0.name == name }) else {
            let nearest = Spelling.nearest(to: String(name), in: options.map(\.name))
            throw error(.unknownOption("--\(name)", nearest: nearest.map { "--\($0)" }))
        }
        guard !option.isFlag else {
            guard value == nil else { throw error(.unexpectedValue(of: option.spelling)) }
            return try set(option)
        }
        if let value {
            try set(option, to: String(value))
        } else {
            try set(option, to: try nextValue(of: option, &rest))
        }
    }

    /// Reads flags that stand together, or one option with its value; true when help is among them.
    private mutating func readShort(
        _ letters: Substring, _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> Bool {
        var letters = letters
        while let letter = letters.popFirst() {
            guard let option = options.first(where: { $0.short == letter }) else {
                throw error(.unknownOption("-\(letter)", nearest: nil))
            }
            if option.name == OptionDefinition.help.name { return true }
            guard !option.isFlag else {
                try set(option)
                continue
            }
            let value = letters.hasPrefix("=") ? letters.dropFirst() : letters
            try set(option, to: letters.isEmpty ? try nextValue(of: option, &rest) : String(value))
            return false
        }
        return false
    }

    private func nextValue(
        of option: OptionDefinition, _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        // An option where a value should be is a value forgotten; one that starts so needs "=".
        guard let value = rest.first, !isShort(value) else {
            let valueName = option.valueName ?? ""
            throw error(.missingValue(of: option.spelling, valueName: valueName))
        }
        rest.removeFirst()
        return value
    }

    private mutating func set(_ option: OptionDefinition) throws(UsageError) {
        guard given.insert(option.name).inserted else { throw error(.repeated(option.spelling)) }
        flags.insert(option.name)
    }

    private mutating func set(
        _ option: OptionDefinition, to text: String
    ) throws(UsageError) {
        guard given.insert(option.name).inserted || option.isRepeatable else {
            throw error(.repeated(option.spelling))
        }
        let value = try read(text, option.kind, as: option.spelling)
        values[option.name, default: []].append(value)
    }

    private mutating func readWord(_ word: String) throws(UsageError) {
        let level = command?.subcommands ?? (path.isEmpty ? tree.commands : [])
        if counts.before == 0, let next = level.first(where: { $0.name == word }) {
            path.append(word)
            command = next
        } else if let command, command.argument(at: counts.before, behindSeparator: false) != nil {
            try append(word, to: command, behindSeparator: false)
        } else if level.isEmpty {
            let behind = command?.argument(at: 0, behindSeparator: true)?.name
            throw error(.unexpectedArgument(word, separatorBefore: behind))
        } else {
            let names = level.filter { $0.visibility != .hidden }.map(\.name)
            throw error(.unknownCommand(word, nearest: Spelling.nearest(to: word, in: names)))
        }
    }

    private mutating func readBehindSeparator(
        _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        while let word = rest.popFirst() {
            guard let command else { throw error(.unknownCommand(word, nearest: nil)) }
            try append(word, to: command, behindSeparator: command.hasSeparator)
        }
    }

    private mutating func append(
        _ word: String, to command: CommandDefinition, behindSeparator: Bool
    ) throws(UsageError) {
        let place = behindSeparator ? counts.behind : counts.before
        guard let argument = command.argument(at: place, behindSeparator: behindSeparator) else {
            throw error(.unexpectedArgument(word, separatorBefore: nil))
        }
        if behindSeparator { counts.behind += 1 } else { counts.before += 1 }
        given.insert(argument.name)
        values[argument.name, default: []].append(try read(word, argument.kind, as: argument.name))
    }

    func read(
        _ text: String, _ kind: ValueKind, as name: String
    ) throws(UsageError) -> ArgumentValue {
        do {
            return try kind.read(text)
        } catch {
            throw self.error(.invalidValue(text, of: name, reason: error.reason))
        }
    }

    func error(_ problem: UsageError.Problem) -> UsageError {
        UsageError(path: path, problem: problem)
    }
}
