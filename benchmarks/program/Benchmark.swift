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
        case "child": try await runChild(arguments)
        case "round-trip": try await RoundTrip(arguments).run()
        case "publish": try await PublishRun(arguments).run()
        case "deliver": try await DeliveryRun(arguments).run()
        case "schema": try SchemaRun(arguments).run()
        case "market": try MarketRun(arguments).run()
        default:
            let modes = "backbone, child, round-trip, publish, deliver, schema and market"
            throw NodeError(.badValues, "\(arguments.mode) is none of \(modes)")
        }
    }

    private static func runBackbone(_ arguments: Arguments) async throws {
        let folder = try arguments.text("folder")
        let backbone = BackboneRole(
            BackboneRole.Settings(
                bus: try arguments.text("endpoint"), feed: "inproc://feed",
                store: "\(folder)/backbone.sqlite"))
        announce(try await backbone.start().endpoint)
        for await _ in Signals.stopping() { break }
        await backbone.stop()
    }

    private static func runChild(_ arguments: Arguments) async throws {
        var settings = Service.Settings()
        settings.registers = false
        settings.concurrency = 1_024
        settings.runsOnReactor = true
        let service = try Service(
            revision, bus: BusAddress(arguments.text("endpoint")), settings: settings)
        try await service.run(
            answeringBody: { $0.body.payload }, onReady: { announce("ready") },
            until: { for await _ in Signals.stopping() { break } })
    }

    /// Prints a line at once, for whoever waits for it.
    static func announce(_ line: String) {
        print(line)
        flushOutput()
    }
}
