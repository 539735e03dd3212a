/// Writes the completion script for bash, 3.2 or newer; it needs no other script.
struct BashCompletion {
    private let model: CompletionModel

    init(_ model: CompletionModel) {
        self.model = model
    }

    /// The script.
    var script: String {
        let name = model.program
        let tables = CompletionTables(model: model)
        return [
            "# Completion of \(name) for bash, written by: \(name) completion bash",
            commandTable(tables), tables.options, tables.arguments,
            Self.candidates(name), Self.words(name), Self.walk(name), Self.complete(name),
            "complete -F _\(name) \(name)\n",
        ].joined(separator: "\n\n")
    }

    /// Sets `commands` and `options` to the words that can follow a path.
    private func commandTable(_ tables: CompletionTables) -> String {
        tables.words(
            model.commands.map { command in
                let commands = command.subcommands.map(\.text).joined(separator: " ")
                let options = (command.options + model.commonOptions).map(\.spelling)
                return """
                            "\(command.path)")
                                commands="\(commands)"
                                options="\(options.joined(separator: " "))" ;;
                    """
            })
    }

    /// Adds what a source offers for the beginning of a value, with a prefix before each.
    private static func candidates(_ name: String) -> String {
        """
        _\(name)_offer() {
            local source="$1" typed="$2" prefix="$3" list="" word
            case "$source" in
                files) list="$(compgen -f -- "$typed")" ;;
                folders) list="$(compgen -d -- "$typed")" ;;
                programs) list="$(compgen -c -- "$typed")" ;;
                "words "*) list="$(compgen -W "${source#words }" -- "$typed")" ;;
                "values "*)
                    list="$(compgen -W "$(\(name) complete-values "${source#values }" 2>/dev/null)" \\
                        -- "$typed")" ;;
            esac
            case "$source" in
                files | folders) compopt -o filenames 2>/dev/null ;;
            esac
            while IFS= read -r word; do
                if [[ -n "$word" ]]; then COMPREPLY+=("$prefix$word"); fi
            done <<<"$list"
        }
        """
    }

    /// Fills `words` with the words up to the cursor, and sets `breaks` to what bash splits them at and
    /// we do not.
    private static func words(_ name: String) -> String {
        """
        _\(name)_read_words() {
            local word index last
            breaks="${COMP_WORDBREAKS//[^:=]/}"
            for ((index = 0; index <= COMP_CWORD; index++)); do
                word="${COMP_WORDS[index]}"
                last=$((${#words[@]} - 1))
                if [[ -n "$breaks" && last -gt 0 ]] &&
                    [[ "$word" == [:=]* || "${words[last]}" == *[:=] ]]; then
                    words[last]+="$word"
                else
                    words+=("$word")
                fi
            done
        }
        """
    }

    /// Follows the words to the one that is completed.
    private static func walk(_ name: String) -> String {
        """
        _\(name)_walk() {
            local word index
            _\(name)_words_after ""
            for ((index = 1; index < ${#words[@]} - 1; index++)); do
                word="${words[index]}"
                if [[ -n "$source" ]]; then
                    source=""
                elif [[ -n "$ended" ]]; then
                    place=$((place + 1))
                elif [[ "$word" == "--" ]]; then
                    ended=1
                    _\(name)_argument_at "$path" \(CompletionModel.separatorPlace)
                    if [[ -n "$source" ]]; then place=\(CompletionModel.separatorPlace); fi
                    source=""
                elif [[ "$word" == --*=* ]]; then
                    :
                elif [[ "$word" == -?* ]]; then
                    _\(name)_value_of "$path" "$word"
                elif [[ " $commands " == *" $word "* ]]; then
                    path="${path:+$path }$word"
                    _\(name)_words_after "$path"
                else
                    commands=""
                    place=$((place + 1))
                fi
            done
        }
        """
    }

    /// Offers what fits behind the words.
    private static func complete(_ name: String) -> String {
        """
        _\(name)() {
            local words=() breaks path="" place=0 ended="" source="" commands options
            COMPREPLY=()
            _\(name)_read_words
            _\(name)_walk
            local current="${words[${#words[@]} - 1]}"

            if [[ -n "$source" ]]; then
                _\(name)_offer "$source" "$current" ""
            elif [[ -z "$ended" && "$current" == --*=* ]]; then
                _\(name)_value_of "$path" "${current%%=*}"
                _\(name)_offer "$source" "${current#*=}" "${current%%=*}="
            elif [[ -z "$ended" && "$current" == -* ]]; then
                _\(name)_offer "words $options" "$current" ""
            else
                if [[ -z "$ended" && -n "$commands" ]]; then
                    _\(name)_offer "words $commands" "$current" ""
                fi
                _\(name)_argument_at "$path" "$place"
                _\(name)_offer "$source" "$current" ""
            fi

            # What stands before the last break is not a part of the word that bash replaces.
            if [[ -n "$breaks" && "$current" == *[:=]* ]]; then
                local before="${current%"${current##*[:=]}"}" index
                for index in "${!COMPREPLY[@]}"; do
                    COMPREPLY[index]="${COMPREPLY[index]#"$before"}"
                done
            fi
        }
        """
    }
}
