import BusNode

/// The side of BusNode in the benchmarks: one process a role, figures as a line of JSON.
@main
enum Benchmark {
    /// The revision that the child answers for.
    static let revision = "benchmark/echo:1.0.0"

    static func main() async throws {
        let arguments = try Arguments(CommandLine.arguments.dropFirst())
        switch arguments.mode {
        case "backbone": try await runBackbone(arguments)
        case "registry": try await runRegistry(arguments)
        case "child": try await ChildRun(arguments, count: 1).run()
        case "children":
            try await ChildRun(arguments, count: try arguments.number("nodes")).run()
        case "await": try await AwaitRun(arguments).run()
        case "round-trip": try await RoundTrip(arguments).run()
        case "publish": try await PublishRun(arguments).run()
        case "fill": try await BacklogRun(arguments).fill()
        case "drain": try await BacklogRun(arguments).drain()
        case "deliver": try await DeliveryRun(arguments).run()
        case "watch": try await FeedRun(arguments).run()
        case "resolve": try await ResolveRun(arguments).run()
        case "schema": try SchemaRun(arguments).run()
        case "market": try MarketRun(arguments).run()
        default:
            throw NodeError(.badValues, "\(arguments.mode) is no mode: see benchmarks/README.md")
        }
    }

    private static func runBackbone(_ arguments: Arguments) async throws {
        let folder = try arguments.text("folder")
        let backbone = BackboneRole(
            BackboneRole.Settings(
                bus: try arguments.text("endpoint"), feed: try arguments.text("feed"),
                store: "\(folder)/backbone.sqlite"))
        announce(try await backbone.start().endpoint)
        for await _ in Signals.stopping() { break }
        await backbone.stop()
    }

    private static func runRegistry(_ arguments: Arguments) async throws {
        let folder = try arguments.text("folder")
        try await RegistryNode.run(
            bus: BusAddress(try arguments.text("endpoint")), store: "\(folder)/registry.sqlite",
            onReady: { announce("ready") })
    }

    /// Prints a line at once, for whoever waits for it.
    static func announce(_ line: String) {
        print(line)
        flushOutput()
    }
}
