import BusNode

/// `busnode backbone` and `busnode registry`: one node in this process, until it is asked to stop.
enum NodeCommands {
    /// Runs a backbone.
    static func backbone(_ context: CommandContext) async throws -> ExitCode {
        let store = context.arguments.text("store") ?? ":memory:"
        try makeFolder(of: store)
        let bus = try BusLocation.address(context)
        let stop = StopSignal(context)
        do {
            try await BackboneNode.run(
                bus: bus.endpoint,
                feed: context.arguments.text("feed") ?? CommandTree.defaultFeed, store: store,
                onReady: { await announce("backbone", at: $0, context, stop) }, until: stop.wait)
        } catch {
            throw CommandFailure(error)
        }
        return .done
    }

    /// Runs a registry.
    static func registry(_ context: CommandContext) async throws -> ExitCode {
        let store = context.arguments.text("store") ?? ":memory:"
        try makeFolder(of: store)
        let bus = try BusLocation.address(context)
        let stop = StopSignal(context)
        var settings = try registrySettings(context.arguments)
        settings.name = context.environment["BUSNODE_NODE"] ?? settings.name
        do {
            try await RegistryNode.run(
                bus: bus, store: store, settings: settings,
                onReady: { await announce("registry", at: bus, context, stop) }, until: stop.wait)
        } catch {
            throw CommandFailure(error)
        }
        return .done
    }

    private static func registrySettings(
        _ arguments: ParsedArguments
    ) throws(CommandFailure) -> RegistrySettings {
        var settings = RegistrySettings()
        if let policy = arguments.text("policy").flatMap(SimplePolicy.init) {
            settings.policy = .simple(policy)
        }
        settings.defaultNamespace = arguments.text("namespace")
        do {
            settings.defaultTag = try arguments.text("tag").map { text throws(NameError) in
                try RevisionTag(text)
            }
        } catch {
            throw CommandFailure(.usage, "--tag: \(error)")
        }
        return settings
    }

    /// Says that a node is ready, and listens to signals from now on.
    static func announce(
        _ node: String, at bus: BusAddress, _ context: CommandContext, _ stop: StopSignal
    ) async {
        stop.listen()
        await context.output.note("\(node) ready at \(bus)")
    }

    /// Makes the folder of a node's file where there is none.
    static func makeFolder(of store: String) throws(CommandFailure) {
        guard store != ":memory:", let end = store.lastIndex(of: "/"), end > store.startIndex else {
            return
        }
        try FileBytes.makeFolder(String(store[..<end]))
    }
}
