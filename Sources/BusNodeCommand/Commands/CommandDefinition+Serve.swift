extension CommandDefinition {
    static let serve = CommandDefinition(
        name: "serve", summary: "Answer the questions of a revision with any program",
        group: .run,
        discussion: """
            Runs the program for each question. It reads the question as JSON from its standard \
            input, with the values under "input_values", and writes events to its standard output, \
            each a line of JSON: {"kind": "monitor_message", "data": …}, {"kind": "log_record", …} and \
            at the end {"kind": "result", "output_values": …}. What it writes to its standard error \
            goes to the parent as log records. A program that ends without a result is an exception.

            A program that is still at work when busnode stops gets SIGTERM. Its standard input ends \
            at the latest when busnode does, however that happens.

            With --twined the folder of a Twined service is served instead: twine.json, octue.yaml and \
            app.py in Python, unchanged. The app runs in processes of its own, one for each question \
            that is answered at a time. What it prints goes to the log of busnode, what it logs to \
            whoever asked.
            """,
        arguments: [
            ArgumentDefinition(
                "REVISION", .revision, isRequired: false,
                "The revision that is served; with --twined what the files say without it"),
            ArgumentDefinition(
                "PROGRAM", .program, isRequired: false, isBehindSeparator: true,
                "The program, by path or from PATH"),
            ArgumentDefinition(
                "ARG", .text, isRequired: false, isRepeatable: true, isBehindSeparator: true,
                "What is passed to the program"),
        ],
        options: [
            .value(
                "instances", short: "n", "NUMBER", .instances, default: "1",
                "How many sessions on the bus serve side by side"),
            .value(
                "concurrency", "NUMBER", .parallel, default: "1",
                "How many questions an instance answers at a time"),
            .value(
                "timeout", short: "t", "TIME", .wait,
                "End a program that takes longer; the question ends with an exception"),
            .value(
                "diagnostics", "FOLDER", .folder,
                "Keep what is needed to run questions again that ask for it, or that fail"),
            .flag("register", "Register the revision first, if the registry does not have it"),
            .flag("default", "Make it the default of its service; needs --register"),
            .value(
                "twined", "FOLDER", .folder, "Serve the app of this folder instead of a program"),
            .value("name", "SERVICE", .service, "Which service it is, whatever its files say"),
            .value("revision-tag", "TAG", .text, "Which revision it is"),
            .value(
                "files", "FOLDER", .folder, isRepeatable: true,
                "Let questions name files of this folder, beside that of the service"),
            .value(
                "python", "PROGRAM", .file,
                "The interpreter; without it that of .venv or venv in the folder, else python3"),
            .value(
                "analysis", "WHOSE", .word(["auto", "octue", "built-in"]), default: "auto",
                "Whose modules the app imports: those of the package octue, or what busnode brings"),
        ],
        rules: [
            .needs("default", anyOf: ["register"]), .atMostOne(["PROGRAM", "twined"]),
            .atMostOne(["REVISION", "name"]), .atMostOne(["REVISION", "revision-tag"]),
            .needs("name", anyOf: ["twined"]), .needs("revision-tag", anyOf: ["twined"]),
            .needs("files", anyOf: ["twined"]),
            .needs("python", anyOf: ["twined"]), .needs("analysis", anyOf: ["twined"]),
        ],
        examples: [
            CommandExample(
                "busnode serve example/shout:0.1.0 -- python3 examples/shout/shout.py",
                "Answer questions with a program in Python."),
            CommandExample(
                "busnode serve example/square:1.0.0 --register --default --timeout 30s \\\n"
                    + "    --concurrency 4 -- python3 square.py",
                "Register a revision and answer four questions at a time."),
            CommandExample(
                "busnode serve --twined ~/services/elevation --revision-tag 1.2.0 --register",
                "Serve what was written for Twined, as it is."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])
}
