/// Why a command line is not understood.
struct UsageError: Error, Equatable {
    /// The command whose help explains it.
    let path: [String]
    /// What is wrong.
    let problem: Problem

    /// What can be wrong with a command line; names of options come with their hyphens.
    enum Problem: Equatable {
        case unknownCommand(String, nearest: String?)
        case unknownOption(String, nearest: String?)
        case missingValue(of: String, valueName: String)
        case unexpectedValue(of: String)
        case invalidValue(String, of: String, reason: String)
        case missingArgument(String)
        case unexpectedArgument(String, separatorBefore: String?)
        case repeated(String)
        case conflict([String])
        case missingOneOf([String])
        case useless(String, without: [String])
    }
}

extension UsageError {
    /// What is wrong, in one sentence without a full stop.
    var message: String {
        switch problem {
        case .unknownCommand(let word, _): "there is no command \"\(command(word))\""
        case .unknownOption(let option, _): "\(subject) has no option \(option)"
        case .missingValue(let option, let valueName): "\(option) needs a value: \(valueName)"
        case .unexpectedValue(let option): "\(option) takes no value"
        case .invalidValue(let text, let name, let reason):
            "\"\(text)\" is no value for \(name): \(reason)"
        case .missingArgument(let name): "\(name) is missing"
        case .unexpectedArgument(let text, _): "\"\(text)\" is one value too many"
        case .repeated(let option): "\(option) is given twice"
        case .conflict(let names): "\(list(names, "and")) cannot be given together"
        case .missingOneOf(let names): "one of \(list(names, "or")) is needed"
        case .useless(let name, let others): "\(name) needs \(list(others, "or"))"
        }
    }

    /// What to write instead; nil when the help has to tell.
    var advice: String? {
        switch problem {
        case .unknownCommand(_, let nearest?): "did you mean \"\(command(nearest))\"?"
        case .unknownOption(_, let nearest?): "did you mean \(nearest)?"
        case .unexpectedArgument(_, let name?): "write -- before \(name)"
        case .unknownCommand, .unknownOption, .missingValue, .unexpectedValue,
            .invalidValue, .missingArgument, .unexpectedArgument, .repeated, .conflict,
            .missingOneOf, .useless:
            nil
        }
    }

    private var subject: String {
        path.isEmpty ? "busnode" : "\"\(command())\""
    }

    private func command(_ word: String? = nil) -> String {
        let words = path + (word.map { [$0] } ?? [])
        return words.isEmpty ? "busnode" : words.joined(separator: " ")
    }

    private func list(_ names: [String], _ conjunction: String) -> String {
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return names.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }
}
