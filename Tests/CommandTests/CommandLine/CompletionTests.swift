import Testing

@testable import BusNodeCommand

/// The scripts are read by the shells themselves. A machine without zsh or fish skips theirs; bash is
/// there wherever this package can be built.
@Suite(.timeLimit(.minutes(2))) struct `Completion` {
    /// In place of the program: what the bus knows.
    private static let names = "example/square:1.0.0 example/square:1.1.0 other/thing:2"

    private static func run(_ program: String, _ arguments: [String]) async throws -> [String] {
        var settings = ProgramSettings(program: program, arguments: arguments, output: .pipe)
        settings.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent"]
        settings.environment["TERM"] = "dumb"
        settings.folder = "/etc"
        let child = try ChildProcess(settings)
        var lines: [String] = []
        for try await line in child.lines() { lines.append(String(decoding: line, as: UTF8.self)) }
        #expect(await child.exit == .exited(0))
        return lines
    }

    private static func has(_ shell: String) async -> Bool {
        (try? await run(shell, ["-c", "echo here"])) == ["here"]
    }

    // What bash makes of a line is given as bash gives it: split at : and = too.
    @Test(arguments: [
        ("a", "ask"), ("topics|", "list create get update delete"), ("ask|", names),
        ("-", "--bus --topology --help"),
        ("ask|--t", "--timeout --topology"), ("ask|example/square|:", "1.0.0 1.1.0"),
        ("ask|example/square|:|1.1", "1.1.0"), ("events|--kinds|r", "result"),
        ("events|--kinds|=|r", "result"), ("--bus|tcp|:|//127.0.0.1|:|7001|che", "check"),
        ("completion|", "bash zsh fish"), ("up|hostn", "hostname"), ("up|--only|", ""),
        ("help|res", "resolve"), ("serve|a/b|:|1|--|cat|hostn", "hostname"),
        ("ask|--json|example/square:1.0.0|--ti", "--timeout"), ("ask|-f|hostn", "hostname"),
        ("ask|-t|5s|other", "other/thing:2"), ("complete-v", ""), ("backb", ""),
    ])
    func `offers in bash what fits`(typed: String, offered: String) async throws {
        let script = """
            \(Shell.bash.script(for: .busnode))
            busnode() { printf '%s\\n' \(Self.names); }
            IFS='|' read -r -a typed <<<"$1x"
            typed[${#typed[@]}-1]="${typed[${#typed[@]}-1]%x}"
            COMP_WORDS=(busnode "${typed[@]}")
            COMP_CWORD=${#typed[@]}
            _busnode
            echo "${COMPREPLY[*]}"
            """
        #expect(try await Self.run("bash", ["-c", script, "bash", typed]) == [offered])
    }

    @Test func `offers programs in bash`() async throws {
        let script = """
            \(Shell.bash.script(for: .busnode))
            COMP_WORDS=(busnode serve a/b : 1 -- basenam)
            COMP_CWORD=6
            _busnode
            echo "${COMPREPLY[0]}"
            """
        #expect(try await Self.run("bash", ["-c", script]) == ["basename"])
    }

    private static let fishCases: [(typed: String, offered: [String])] = [
        ("a", ["ask"]), ("topics ", ["list", "create", "get", "update", "delete"]),
        ("ask ", names.split(separator: " ").map(String.init)),
        ("ask --t", ["--timeout", "--topology"]), ("events --kinds r", ["result"]),
        ("events --kinds=r", ["--kinds=result"]), ("--bus tcp://127.0.0.1:7001 che", ["check"]),
        ("completion ", ["bash", "fish", "zsh"]), ("up hostn", ["hostname"]),
        ("serve a/b:1 -- cat hostn", ["hostname"]), ("ask -t 5s other", ["other/thing:2"]),
        ("topics create zzz", []), ("complete-v", []),
    ]

    @Test func `offers in fish what fits`() async throws {
        guard await Self.has("fish") else { return Self.skip("fish") }
        for (typed, offered) in Self.fishCases {
            let script = """
                \(Shell.fish.script(for: .busnode))
                function busnode; printf '%s\\n' \(Self.names); end
                complete -C $argv[1] | string replace -r '\\t.*' ''
                true
                """
            let lines = try await Self.run("fish", ["-N", "-c", script, "busnode \(typed)"])
            #expect(lines.sorted() == offered.sorted(), "\(typed)")
        }
    }

    private static let zshCases: [(typed: String, line: String)] = [
        ("a", "ask "), ("topics cr", "topics create "),
        ("ask oth", "ask other/thing:2 "), ("ask --ti", "ask --timeout "),
        ("events --kinds resu", "events --kinds result "),
        ("events --kinds=resu", "events --kinds=result "),
        ("--bus tcp://127.0.0.1:7001 che", "--bus tcp://127.0.0.1:7001 check "),
        ("up hostn", "up hostname "), ("serve a/b:1 -- basenam", "serve a/b:1 -- basename "),
        ("ask -t 5s other", "ask -t 5s other/thing:2 "), ("complete-v", "complete-v"),
    ]

    @Test func `completes in zsh what is unique`() async throws {
        guard await Self.has("zsh") else { return Self.skip("zsh") }
        // zsh completes on a terminal alone: one of its own, in which Tab is typed, and a key that
        // shows the line and empties it.
        let script = """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell 'source <(print -r -- "$BUSNODE_TEST_SETUP")'
            zpty -r shell text '*RE''ADY*'
            for typed; do
                zpty -w -n shell "busnode $typed"$'\\t\\C-t'
                zpty -r shell text '*<busnode*>*'
                text="${text##*<busnode }"
                print -r -- "${text%%>*}|"
            done
            """
        let setup = """
            PROMPT=''
            autoload -Uz compinit && compinit -u -D
            \(Shell.zsh.script(for: .busnode))
            busnode() { print -l \(Self.names) }
            show() { print -r -- "<$BUFFER>"; BUFFER='' }
            zle -N show && bindkey '^T' show
            print READY
            """
        let prepared = "export BUSNODE_TEST_SETUP=\(Self.quoted(setup))\n\(script)"
        let typed = Self.zshCases.map(\.typed)
        let lines = try await Self.run("zsh", ["-f", "-c", prepared, "zsh"] + typed)
        #expect(lines == Self.zshCases.map { "\($0.line)|" })
    }

    private static func quoted(_ text: String) -> String {
        "'\(text.replacing("'", with: "'\\''"))'"
    }

    private static func skip(_ shell: String) {
        print("skipped: \(shell) is not installed")
    }
}
