import BusNode

/// `busnode bench`: measures the bus it is pointed at.
enum BenchCommand {
    /// Performs the command; when it is interrupted it leaves nothing behind.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let stop = StopSignal(context)
        stop.listen()
        let figures = try await withThrowingTaskGroup(of: [BenchFigures]?.self) { group in
            group.addTask { try await measure(context) }
            group.addTask {
                await stop.wait()
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        await context.output.endStatus()
        guard let figures else { return .interrupted }
        try await context.output.table(table(figures), json: figures.map(\.json))
        return .done
    }

    private static func measure(_ context: CommandContext) async throws -> [BenchFigures] {
        let arguments = context.arguments
        let bus = try BusLocation.address(context)
        let time = arguments.duration("for") ?? .seconds(3)
        let inFlight = arguments.integer("in-flight") ?? 64
        let size = arguments.integer("size") ?? 1_024
        return try await BusLocation.withNode(context, at: bus) { node in
            let bench = BusBench(bus, node, for: time, size: size)
            let counts = inFlight == 1 ? [1] : [1, inFlight]
            let steps: [Step] =
                counts.map { Step("questions", $0, bench.questions) }
                + counts.map { Step("publishes", $0, bench.publishes) }
                + [Step("deliveries", inFlight, bench.deliveries)]
            var figures: [BenchFigures] = []
            for (place, step) in steps.enumerated() {
                await context.output.status(
                    "\(place + 1) of \(steps.count), \(DurationText.write(time)): "
                        + "\(step.name), \(step.inFlight) in flight")
                figures.append(try await step.measure(step.inFlight))
            }
            return figures
        }
    }

    /// One kind of work, and so many rounds of it at a time.
    private struct Step {
        let name: String
        let inFlight: Int
        let measure: (Int) async throws -> BenchFigures

        init(
            _ name: String, _ inFlight: Int, _ measure: @escaping (Int) async throws -> BenchFigures
        ) {
            self.name = name
            self.inFlight = inFlight
            self.measure = measure
        }
    }

    private static func table(_ figures: [BenchFigures]) -> Table {
        var table = Table(
            .left("WHAT"), .right("IN FLIGHT"), .right("P50 µs"), .right("P99 µs"),
            .right("PER SECOND"), .right("COUNT"))
        for row in figures {
            table.add(
                row.what, "\(row.inFlight)", whole(row.quantile(0.5)), whole(row.quantile(0.99)),
                whole(row.perSecond), "\(row.count)")
        }
        return table
    }

    private static func whole(_ number: Double?) -> String {
        number.map { "\(Int($0.rounded()))" } ?? "-"
    }
}
