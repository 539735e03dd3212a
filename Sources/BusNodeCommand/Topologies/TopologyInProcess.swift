import BusNode

/// Runs a topology within this process: its backbone, registry and served programs. Programs that are nodes
/// themselves run beside it.
enum TopologyInProcess {
    /// Calls `body` with the bus of a topology that runs for as long.
    static func with<Result: Sendable>(
        _ file: TopologyFile, _ context: CommandContext,
        _ body: @escaping @Sendable (BusAddress) async throws -> Result
    ) async throws -> Result {
        let topology = file.topology
        let bus = BusAddress(topology.bus.text)
        try FileBytes.makeFolder(file.path(topology.data))
        var nodes: [(stop: StopFlag, hasEnded: StopFlag)] = []
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for node in topology.startOrder {
                let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
                let (stop, hasEnded) = (StopFlag(), StopFlag())
                nodes.append((stop, hasEnded))
                group.addTask {
                    defer {
                        isReady.finish()
                        hasEnded.set()
                    }
                    try await run(node, of: file, at: bus, context, isReady, until: stop)
                }
                for await _ in ready {}
                guard !group.isCancelled else { break }
            }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body(bus))
            } catch {
                result = .failure(error)
            }
            // In the opposite order: to leave, a node needs the backbone.
            for node in nodes.reversed() {
                node.stop.set()
                await node.hasEnded.wait()
            }
            try await group.waitForAll()
            return try result.get()
        }
    }

    private static func run(
        _ node: TopologyNode, of file: TopologyFile, at bus: BusAddress,
        _ context: CommandContext, _ isReady: AsyncStream<Void>.Continuation, until stop: StopFlag
    ) async throws {
        do {
            switch node.duty {
            case .backbone:
                try await BackboneNode.run(
                    bus: bus.endpoint, feed: file.topology.feed.text,
                    store: file.store(of: node.name), onReady: { _ in isReady.finish() },
                    until: stop.wait)
            case .registry:
                try await RegistryNode.run(
                    bus: bus, store: file.store(of: node.name), onReady: { isReady.finish() },
                    until: stop.wait)
            case .ledger(let ledger):
                try await run(ledger, node, of: file, at: bus, isReady, until: stop)
            case .market(let market):
                var settings = MarketNode.Settings(market)
                settings.name = node.name
                try await MarketNode.run(
                    bus: bus, store: file.store(of: node.name), settings: settings,
                    onReady: { isReady.finish() }, until: stop.wait)
            case .service(let service):
                try await run(service, node, of: file, at: bus, context, isReady, until: stop)
            }
        } catch let error as NodeError {
            throw CommandFailure(
                CommandFailure(error).code, "\(node.name): \(error.message)")
        }
    }

    private static func run(
        _ ledger: TopologyLedger, _ node: TopologyNode, of file: TopologyFile, at bus: BusAddress,
        _ isReady: AsyncStream<Void>.Continuation, until stop: StopFlag
    ) async throws {
        var settings = LedgerNode.Settings()
        settings.name = node.name
        settings.confirmAfter = ledger.confirmAfter ?? settings.confirmAfter
        settings.accounts = ledger.accounts
        try await LedgerNode.run(
            bus: bus, store: file.store(of: node.name), settings: settings,
            onReady: { isReady.finish() }, until: stop.wait)
    }

    private static func run(
        _ service: TopologyService, _ node: TopologyNode, of file: TopologyFile,
        at bus: BusAddress, _ context: CommandContext, _ isReady: AsyncStream<Void>.Continuation,
        until stop: StopFlag
    ) async throws {
        var settings = Service.Settings()
        settings.name = node.name
        settings.registers = service.isRegistered
        settings.isDefault = service.isDefault
        let environment = context.environment.merging(service.environment) { $1 }
        func served(_ concurrency: Int) throws(NodeError) -> Service {
            settings.concurrency = concurrency * service.instances
            return try Service(service.revision.description, bus: bus, settings: settings)
        }
        switch service.program {
        case .run: try await runBeside(node, of: file, context, isReady, until: stop)
        case .serve(let command, let concurrency, let timeout):
            let answering = ProgramAnswering(
                program: command[0], arguments: Array(command.dropFirst()),
                environment: environment, folder: file.folder, timeout: timeout)
            try await answering.run(
                try served(concurrency), onReady: { isReady.finish() }, until: stop.wait)
        case .twined(let folder, let concurrency, let timeout):
            let options = TwinedFolder.Options(
                service: service.revision.service, tag: service.revision.tag,
                environment: environment)
            let app = try TwinedFolder(file.path(folder)).app(options)
            for note in app.notes { await context.output.note("\(node.name): \(note)") }
            settings.twine = app.twine
            settings.children = app.children
            let answering = AppAnswering(
                app: app, python: PythonInterpreter.path(for: app.folder),
                environment: environment, concurrency: concurrency * service.instances,
                timeout: timeout, note: { await context.output.note("\(node.name): \($0)") })
            try await answering.run(
                try served(concurrency), onReady: { isReady.finish() }, until: stop.wait)
        }
    }

    private static func runBeside(
        _ node: TopologyNode, of file: TopologyFile, _ context: CommandContext,
        _ isReady: AsyncStream<Void>.Continuation, until stop: StopFlag
    ) async throws {
        let processes = NodeProcess.all(
            of: file, command: ExecutableFile.current, environment: context.environment
        ).filter { $0.node.name == node.name }
        let runner = TopologyRunner(
            processes, bus: BusAddress(file.topology.bus.text), output: context.output)
        let (requests, request) = AsyncStream.makeStream(of: StopRequest.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await runner.run(requests, onReady: { isReady.finish() }) }
            group.addTask {
                await stop.wait()
                request.yield(.finish(signal: 15))
            }
            try await group.next()
            group.cancelAll()
        }
    }
}
