import BusNode

/// `busnode up`: runs the nodes of a topology until it is stopped.
enum UpCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let path =
            context.arguments.text("TOPOLOGY") ?? context.arguments.text("topology")
            ?? "topology/local.json"
        let file = try TopologyFile.read(path)
        let count = file.topology.nodes.count
        guard !context.arguments.flag("in-process") else {
            return try await TopologyInProcess.with(file, context) { bus in
                let stop = StopSignal(context)
                stop.listen()
                await context.output.note(
                    "all \(count) nodes are running at \(bus); Ctrl-C stops them")
                await stop.wait()
                return .done
            }
        }
        try FileBytes.makeFolder(file.path(file.topology.data))
        var processes = NodeProcess.all(
            of: file, command: ExecutableFile.current, environment: context.environment)
        let only = context.arguments.texts("only")
        if !only.isEmpty { processes = try chosen(only, of: processes) }
        let bus = BusAddress(file.topology.bus.text)
        let runner = TopologyRunner(processes, bus: bus, output: context.output)
        let started = processes.count
        try await runner.run(
            StopSignal.requests(context),
            onReady: {
                await context.output.note(
                    "all \(started) processes are running at \(bus); Ctrl-C stops them")
            })
        return .done
    }

    private static func chosen(
        _ names: [String], of processes: [NodeProcess]
    ) throws(CommandFailure) -> [NodeProcess] {
        for name in names where !processes.contains(where: { $0.node.name == name }) {
            throw CommandFailure(.badData, "the topology has no node \(name)")
        }
        return processes.filter { names.contains($0.node.name) }
    }
}
