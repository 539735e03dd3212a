import BusNode

/// `busnode serve`: answers the questions of a revision with any program, or with an app in Python.
enum ServeCommand {
    /// Performs the command, until it is asked to stop.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        if let folder = context.arguments.text("twined") {
            return try await ServeTwinedCommand.run(context, folder: folder)
        }
        let arguments = context.arguments
        guard let revision = arguments.revision("REVISION"), let program = arguments.text("PROGRAM")
        else {
            throw CommandFailure(
                .usage, "REVISION or PROGRAM is missing",
                advice: "write \"busnode serve REVISION -- PROGRAM\", or use --twined")
        }
        let answering = ProgramAnswering(
            program: program, arguments: arguments.texts("ARG"),
            environment: context.environment, folder: nil,
            timeout: arguments.duration("timeout"))
        return try await run(context, revision) { service, isReady, stop in
            try await answering.run(service, onReady: isReady, until: stop)
        }
    }

    /// Runs the instances of a service with `answer`, until this process is to stop.
    static func run(
        _ context: CommandContext, _ revision: ServiceRevision, of app: TwinedApp? = nil,
        _ answer:
            @escaping @Sendable (
                Service, _ onReady: @escaping @Sendable () async -> Void,
                _ until: @escaping @Sendable () async -> Void
            ) async throws -> Void
    ) async throws -> ExitCode {
        let bus = try BusLocation.address(context)
        let instances = context.arguments.integer("instances") ?? 1
        let signal = StopSignal(context)
        signal.listen()
        let stop = StopFlag()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...instances {
                var settings = settings(context)
                settings.name = settings.name ?? "\(revision)#\(number)"
                settings.twine = app?.twine
                settings.children = app?.children
                if settings.diagnostics == nil {
                    settings.diagnostics = app?.diagnostics.map { DiagnosticsSettings(folder: $0) }
                }
                settings.diagnostics?.configurationValues = app?.configurationValues
                settings.diagnostics?.configurationManifest = app?.configurationManifest
                let service = try Service(revision.description, bus: bus, settings: settings)
                group.addTask {
                    try await answer(
                        service, { await context.output.note("serving \(revision) at \(bus)") },
                        stop.wait)
                }
            }
            group.addTask {
                await signal.wait()
                stop.set()
            }
            do {
                for _ in 0..<instances { try await group.next() }
            } catch {
                stop.set()
                group.cancelAll()
                throw (error as? NodeError).map { CommandFailure($0) } ?? error
            }
            group.cancelAll()
            return .done
        }
    }

    private static func settings(_ context: CommandContext) -> Service.Settings {
        var settings = Service.Settings()
        settings.concurrency = context.arguments.integer("concurrency") ?? 1
        settings.registers = context.arguments.flag("register")
        settings.isDefault = context.arguments.flag("default") ? true : nil
        settings.diagnostics = context.arguments.text("diagnostics").map {
            DiagnosticsSettings(folder: $0)
        }
        return settings
    }
}
