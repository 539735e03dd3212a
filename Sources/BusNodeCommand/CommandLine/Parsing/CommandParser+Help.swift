extension CommandParser {
    /// The command whose help is meant, as far as the words go: `busnode --help ask` helps with `ask`.
    func helpPath(_ rest: ArraySlice<String>) -> [String] {
        var found = path
        for word in rest {
            guard tree.command(at: found + [word]) != nil else { break }
            found.append(word)
        }
        return found
    }

    func help(for words: [ArgumentValue]) throws(UsageError) -> Invocation {
        var found: [String] = []
        for case .text(let word) in words {
            let names = tree.names(below: found, visibleIn: [.listed, .documented, .hidden])
            guard names.contains(word) else {
                let nearest = Spelling.nearest(to: word, in: names)
                throw UsageError(path: found, problem: .unknownCommand(word, nearest: nearest))
            }
            found.append(word)
        }
        return .help(path: found)
    }
}
