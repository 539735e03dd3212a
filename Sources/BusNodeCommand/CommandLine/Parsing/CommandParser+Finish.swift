extension CommandParser {
    /// What was given, completed from the environment and the defaults.
    ///
    /// - Throws: `UsageError` when something is missing or does not go together.
    mutating func finish(
        _ command: CommandDefinition
    ) throws(UsageError) -> ParsedArguments {
        for argument in command.arguments where argument.isRequired {
            guard given.contains(argument.name) else {
                throw error(.missingArgument(argument.name))
            }
        }
        for rule in command.rules { try check(rule) }
        for option in options where values[option.name] == nil {
            if let variable = option.variable, let text = environment[variable], !text.isEmpty {
                values[option.name] = [try read(text, option.kind, as: variable)]
            } else if let text = option.defaultValue {
                values[option.name] = [try read(text, option.kind, as: option.spelling)]
            }
        }
        let known = Set(options.map(\.name)).union(command.arguments.map(\.name))
        return ParsedArguments(
            path: path, command: command, known: known, values: values, flags: flags, given: given)
    }

    private func check(_ rule: ArgumentRule) throws(UsageError) {
        switch rule {
        case .exactlyOne(let names):
            guard names.contains(where: given.contains) else {
                throw error(.missingOneOf(names.map(spelling)))
            }
            try check(.atMostOne(names))
        case .atMostOne(let names):
            let together = names.filter(given.contains)
            guard together.count < 2 else { throw error(.conflict(together.map(spelling))) }
        case .needs(let name, let others):
            guard !given.contains(name) || others.contains(where: given.contains) else {
                throw error(.useless(spelling(name), without: others.map(spelling)))
            }
        }
    }

    private func spelling(_ name: String) -> String {
        options.first { $0.name == name }?.spelling ?? name
    }
}
