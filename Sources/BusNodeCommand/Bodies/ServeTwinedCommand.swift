import BusNode

/// `busnode serve --twined`: answers the questions of a service with its app in Python.
enum ServeTwinedCommand {
    /// Performs the command, until it is asked to stop.
    static func run(_ context: CommandContext, folder: String) async throws -> ExitCode {
        let arguments = context.arguments
        guard arguments.text("PROGRAM") == nil else {
            throw CommandFailure(.usage, "--twined runs the app of the folder, and no PROGRAM")
        }
        let twined = try TwinedFolder(folder)
        let app = try twined.app(options(context))
        for note in app.notes { await context.output.note(note) }
        let answering = AppAnswering(
            app: app, python: arguments.text("python") ?? PythonInterpreter.path(for: app.folder),
            environment: context.environment,
            concurrency: arguments.integer("concurrency") ?? 1,
            timeout: arguments.duration("timeout"),
            backend: arguments.text("analysis") ?? "auto",
            note: { await context.output.note($0) })
        return try await ServeCommand.run(
            context, app.revision, of: app
        ) { service, isReady, stop in
            try await answering.run(service, onReady: isReady, until: stop)
        }
    }

    private static func options(_ context: CommandContext) throws(CommandFailure)
        -> TwinedFolder.Options
    {
        let arguments = context.arguments
        var options = TwinedFolder.Options(environment: context.environment)
        if let revision = arguments.revision("REVISION") {
            options.service = revision.service
            options.tag = revision.tag
        }
        options.service = arguments.service("name") ?? options.service
        options.files = arguments.texts("files")
        if let text = arguments.text("revision-tag") {
            do {
                options.tag = try RevisionTag(text)
            } catch {
                throw CommandFailure(.usage, "--revision-tag: \(error)")
            }
        }
        return options
    }
}
