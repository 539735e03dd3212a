import BusNode

/// `busnode serve`: answers the questions of a revision with any program.
enum ServeCommand {
    /// Performs the command, until it is asked to stop.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        guard let revision = arguments.revision("REVISION"), let program = arguments.text("PROGRAM")
        else { throw CommandFailure(.usage, "REVISION or PROGRAM is missing") }
        let answering = ProgramAnswering(
            program: program, arguments: arguments.texts("ARG"),
            environment: context.environment, folder: nil,
            timeout: arguments.duration("timeout"))
        var settings = Service.Settings()
        settings.concurrency = arguments.integer("concurrency") ?? 1
        settings.registers = arguments.flag("register")
        settings.isDefault = arguments.flag("default") ? true : nil
        settings.diagnostics = arguments.text("diagnostics").map { DiagnosticsSettings(folder: $0) }
        let bus = try BusLocation.address(context)
        let instances = arguments.integer("instances") ?? 1
        let signal = StopSignal(context)
        signal.listen()
        let stop = StopFlag()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...instances {
                var settings = settings
                settings.name = settings.name ?? "\(revision)#\(number)"
                let service = try Service(revision.description, bus: bus, settings: settings)
                group.addTask {
                    try await answering.run(
                        service,
                        onReady: { await context.output.note("serving \(revision) at \(bus)") },
                        until: stop.wait)
                }
            }
            group.addTask {
                await signal.wait()
                stop.set()
            }
            do {
                for _ in 0..<instances { try await group.next() }
            } catch let error as NodeError {
                stop.set()
                group.cancelAll()
                throw CommandFailure(error)
            }
            group.cancelAll()
            return .done
        }
    }
}
