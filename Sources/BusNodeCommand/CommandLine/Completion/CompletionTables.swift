/// The functions that bash and zsh share: what completes the values of options and arguments.
struct CompletionTables {
    let model: CompletionModel

    /// Sets `source` to what completes the value of an option; to nothing for a flag.
    var options: String {
        let own = model.commands.flatMap { command in
            command.options.filter { !$0.isFlag }.map { optionCase($0, path: command.path) }
        }
        let common = model.commonOptions.filter { !$0.isFlag }.map { optionCase($0, path: nil) }
        return chooser("value_of", own + common)
    }

    /// Sets `source` to what completes the argument at a place.
    var arguments: String {
        let cases = model.commands.flatMap { command in
            command.arguments.map { argument in
                let pattern =
                    argument.isRepeatable
                    ? "\"\(command.path) \"*" : "\"\(command.path) \(argument.place)\""
                return "        \(pattern)) source=\"\(Self.text(of: argument.source))\" ;;"
            }
        }
        return chooser("argument_at", cases)
    }

    /// A function that is named for the program.
    func function(_ name: String, _ body: String) -> String {
        "_\(model.program)_\(name)() {\n\(body)\n}"
    }

    /// A table by paths: a function that chooses with its first argument.
    func words(_ cases: [String]) -> String {
        let body = "    case \"$1\" in\n\(cases.joined(separator: "\n"))\n    esac"
        return function("words_after", body)
    }

    private func chooser(_ name: String, _ cases: [String]) -> String {
        let table = cases.joined(separator: "\n")
        return function(name, "    source=\"\"\n    case \"$1 $2\" in\n\(table)\n    esac")
    }

    private func optionCase(_ option: OptionDefinition, path: String?) -> String {
        let names = [option.spelling] + (option.short.map { ["-\($0)"] } ?? [])
        let patterns = names.map { name in
            path.map { "\"\($0) \(name)\"" } ?? "*\" \(name)\""
        }
        let source = Self.text(of: option.kind.completion)
        return "        \(patterns.joined(separator: " | "))) source=\"\(source)\" ;;"
    }

    private static func text(of source: CompletionSource) -> String {
        switch source {
        case .nothing: "nothing"
        case .files: "files"
        case .folders: "folders"
        case .programs: "programs"
        case .words(let words): "words \(words.joined(separator: " "))"
        case .values(let kind): "values \(kind)"
        }
    }
}
