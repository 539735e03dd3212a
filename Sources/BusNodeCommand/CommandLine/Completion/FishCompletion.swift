/// Writes the completion script for fish, 3.1 or newer.
struct FishCompletion {
    private let model: CompletionModel

    init(_ model: CompletionModel) {
        self.model = model
    }

    /// The script.
    var script: String {
        let name = model.program
        var lines = [
            "# Completion of \(name) for fish, written by: \(name) completion fish", "",
            walk, "", "complete -c \(name) -f",
        ]
        for command in model.commands {
            lines += command.subcommands.map { word in
                "\(rule(command.path, place: 0)) -a \(word.text) -d \(quoted(word.summary))"
            }
            lines += command.arguments.compactMap { argument in
                let place = argument.isRepeatable ? nil : argument.place
                return completed(argument.source).map { completion in
                    "\(rule(command.path, place: place)) \(completion)"
                }
            }
            lines += command.options.map { "\(rule(command.path)) \(text(of: $0))" }
        }
        lines += model.commonOptions.map { "complete -c \(name) \(text(of: $0))" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The beginning of a line that counts only behind a path, and only for an argument at a place.
    private func rule(_ path: String, place: Int? = nil) -> String {
        let test = ["__\(model.program)_at", "'\(path)'"] + (place.map { ["\($0)"] } ?? [])
        return "complete -c \(model.program) -n \"\(test.joined(separator: " "))\""
    }

    private func text(of option: OptionDefinition) -> String {
        let short = option.short.map { " -s \($0)" } ?? ""
        let meaning = "-d \(quoted(option.summary))"
        guard !option.isFlag else { return "-l \(option.name)\(short) \(meaning)" }
        let value = completed(option.kind.completion) ?? ""
        return "-l \(option.name)\(short) -r \(value.isEmpty ? "-f" : value) \(meaning)"
    }

    /// The options of `complete` that offer what a source has; nil where there is nothing.
    private func completed(_ source: CompletionSource) -> String? {
        switch source {
        case .nothing: nil
        case .files: "-F"
        case .folders: "-f -a \"(__fish_complete_directories)\""
        case .programs: "-f -a \"(__fish_complete_command)\""
        case .words(let words): "-f -a \(quoted(words.joined(separator: " ")))"
        case .values(let kind):
            "-f -a \"(\(model.program) complete-values \(kind) 2>/dev/null)\""
        }
    }

    private func quoted(_ text: String) -> String {
        "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }

    /// Whether the words before the cursor lead to a path, and to an argument at a place.
    private var walk: String {
        let name = model.program
        let paths = model.commands.map(\.path).filter { !$0.isEmpty }.map { "'\($0)'" }
        let separated = model.commands.filter(\.hasSeparator).map { "'\($0.path)'" }
        let common = model.commonOptions.filter { !$0.isFlag }.map { "'\($0.spelling)'" }
        let valued = model.commands.flatMap { command in
            command.options.filter { !$0.isFlag }.flatMap { option in
                ([option.spelling] + (option.short.map { ["-\($0)"] } ?? []))
                    .map { "'\(command.path) \($0)'" }
            }
        }
        return """
            function __\(name)_at --argument-names wanted_path wanted_place
                set -l words (commandline -opc)
                set -l path ''
                set -l place 0
                set -l ended 0
                set -l skips 0
                for word in $words[2..-1]
                    if test $skips = 1
                        set skips 0
                    else if test $ended = 1
                        set place (math $place + 1)
                    else if test "$word" = --
                        set ended 1
                        if contains -- "$path" \(separated.joined(separator: " "))
                            set place \(CompletionModel.separatorPlace)
                        end
                    else if string match -q -- '--*=*' "$word"
                        continue
                    else if string match -q -- '-?*' "$word"
                        if contains -- "$path $word" $__\(name)_options_with_value
                            or contains -- "$word" \(common.joined(separator: " "))
                            set skips 1
                        end
                    else if test $place = 0
                        and contains -- (string trim "$path $word") $__\(name)_paths
                        set path (string trim "$path $word")
                    else
                        set place (math $place + 1)
                    end
                end
                test "$path" = "$wanted_path"
                and begin
                    test -z "$wanted_place"
                    or test "$place" = "$wanted_place"
                end
            end

            set -g __\(name)_paths \(paths.joined(separator: " "))
            set -g __\(name)_options_with_value \\
                \(valued.joined(separator: " \\\n    "))
            """
    }
}
