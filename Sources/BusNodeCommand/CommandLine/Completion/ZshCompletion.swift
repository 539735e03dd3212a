/// Writes the completion script for zsh; it can be sourced after `compinit` or put into `fpath`.
struct ZshCompletion {
    private let model: CompletionModel

    init(_ model: CompletionModel) {
        self.model = model
    }

    /// The script.
    var script: String {
        let name = model.program
        let tables = CompletionTables(model: model)
        return [
            "#compdef \(name)\n# Completion of \(name) for zsh, written by: \(name) completion zsh",
            commandTable(tables), tables.options, tables.arguments,
            Self.candidates(name), Self.walk(name), Self.start(name),
        ].joined(separator: "\n\n")
    }

    /// Sets `subcommands` and `flags` to the words that can follow a path, each with what it means.
    private func commandTable(_ tables: CompletionTables) -> String {
        tables.words(
            model.commands.map { command in
                let commands = command.subcommands.map { Self.described($0.text, $0.summary) }
                let options = (command.options + model.commonOptions).map { option in
                    Self.described(option.spelling, option.summary)
                }
                return """
                            "\(command.path)")
                                subcommands=(\(Self.list(commands)))
                                flags=(\(Self.list(options))) ;;
                    """
            })
    }

    private static func list(_ items: [String]) -> String {
        guard !items.isEmpty else { return "" }
        let indentation = String(repeating: " ", count: 16)
        return "\n" + items.map { "\(indentation)\($0)\n" }.joined() + indentation.dropLast(4)
    }

    /// A word for `_describe`, in single quotes.
    private static func described(_ word: String, _ summary: String) -> String {
        "'\(word):\(summary.replacing("'", with: "'\\''"))'"
    }

    /// Adds what a source offers.
    private static func candidates(_ name: String) -> String {
        """
        _\(name)_offer() {
            local source="$1"
            local -a list
            case "$source" in
                files) _files ;;
                folders) _files -/ ;;
                programs) _command_names -e ;;
                "words "*) list=(${=source#words }) && compadd -a list ;;
                "values "*)
                    list=(${(f)"$(\(name) complete-values "${source#values }" 2>/dev/null)"})
                    compadd -a list ;;
            esac
        }
        """
    }

    /// Follows the words to the one that is completed.
    private static func walk(_ name: String) -> String {
        """
        _\(name)() {
            local word shape="" place=0 ended="" source="" index
            local -a subcommands flags

            _\(name)_words_after ""
            for ((index = 2; index < CURRENT; index++)); do
                word="${words[index]}"
                if [[ -n "$source" ]]; then
                    source=""
                elif [[ -n "$ended" ]]; then
                    place=$((place + 1))
                elif [[ "$word" == "--" ]]; then
                    ended=1
                    _\(name)_argument_at "$shape" \(CompletionModel.separatorPlace)
                    if [[ -n "$source" ]]; then place=\(CompletionModel.separatorPlace); fi
                    source=""
                elif [[ "$word" == --*=* ]]; then
                    :
                elif [[ "$word" == -?* ]]; then
                    _\(name)_value_of "$shape" "$word"
                elif [[ -n "${(@M)subcommands:#${word}:*}" ]]; then
                    shape="${shape:+$shape }$word"
                    _\(name)_words_after "$shape"
                else
                    subcommands=()
                    place=$((place + 1))
                fi
            done

            if [[ -n "$source" ]]; then
                _\(name)_offer "$source"
            elif [[ -z "$ended" && "$PREFIX" == --*=* ]]; then
                _\(name)_value_of "$shape" "${PREFIX%%=*}"
                compset -P '*='
                _\(name)_offer "$source"
            elif [[ -z "$ended" && "$PREFIX" == -* ]]; then
                _describe option flags
            else
                if [[ -z "$ended" && ${#subcommands} -gt 0 ]]; then
                    _describe command subcommands
                fi
                _\(name)_argument_at "$shape" "$place"
                _\(name)_offer "$source"
            fi
        }
        """
    }

    /// Completes when zsh loaded the file for that, and announces itself when it was sourced.
    private static func start(_ name: String) -> String {
        """
        if [[ "${funcstack[1]}" == "_\(name)" ]]; then
            _\(name) "$@"
        else
            compdef _\(name) \(name)
        fi

        """
    }
}
