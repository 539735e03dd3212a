import BusNode

/// `busnode market resource`, `resources` and `measure`.
extension MarketCommand {
    /// Brings a resource into the market, or takes one out.
    @Sendable static func resource(_ context: CommandContext) async throws -> ExitCode {
        let (arguments, name) = (context.arguments, try context.text("NAME"))
        return try await withMarket(context) { market in
            if arguments.flag("retire") {
                let resource = try await market.resource(name)
                try await market.retireResource(resource.id)
                try await context.output.result(
                    ["resource \(name) takes no more part"], json: json(resource))
                return .done
            }
            let resource = try await market.addResource(
                name, kind: arguments.flag("forecasts") ? .forecasts : .measurements,
                isToForecast: !arguments.flag("sell-only") && !arguments.flag("forecasts"),
                id: arguments.text("id"))
            try await context.output.result(
                ["resource \(resource.name) is there, as \(resource.id)"],
                json: json(resource))
            return .done
        }
    }

    /// Lists resources, with what is known of their data.
    @Sendable static func resources(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        return try await withMarket(context, byDefault: operatorName) { market in
            let resources = try await market.resources(of: arguments.text("of"))
            var table = Table(
                .left("RESOURCE"), .left("USER"), .left("NAME"), .left("KIND"),
                .left("TO FORECAST"), .right("HOURS"), .left("LAST (UTC)"), .left("RETIRED"))
            var documents: [JSONValue] = []
            for resource in resources {
                let quality = try await market.quality(of: resource.id)
                let last = quality["last"]?.string.flatMap { try? Timestamp($0) }
                table.add(
                    resource.id, resource.user, resource.name, resource.kind.rawValue,
                    resource.isToForecast ? "yes" : "",
                    quality["hours_present"]?.integer.map { NumberText.grouped($0) } ?? "-",
                    String(time(last).prefix(16)),
                    resource.retiredAt.map { String(time($0).prefix(16)) } ?? "")
                var document = json(resource).object ?? [:]
                document["quality"] = quality
                documents.append(.object(document))
            }
            try await context.output.table(table, json: documents)
            return .done
        }
    }

    /// Sends what was measured.
    @Sendable static func measure(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        let (name, path) = (try context.text("RESOURCE"), arguments.text("FILE") ?? "-")
        let unit = arguments.text("unit").flatMap(Market.Unit.init) ?? .kilowatts
        let minutes = arguments.text("interval").flatMap { Int($0) } ?? 60
        let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
        var file = try ReadingsFile(text, column: arguments.text("column"), path: path)
        if let end = arguments.text("ending") { file.move(ending: try moment(end, minutes)) }
        let readings = file.readings
        return try await withMarket(context) { market in
            let resource = try await market.resource(name)
            let taken = try await market.put(
                readings, for: resource.id, unit: unit, intervalMinutes: minutes
            ) { count in
                await context.output.status("\(count) of \(readings.count) readings")
            }
            await context.output.endStatus()
            var document = json(taken).object ?? [:]
            document["resource"] = .string(resource.id)
            try await context.output.result(
                [
                    "\(taken.added) readings are new, \(taken.updated) are other ones than before, "
                        + "\(taken.unchanged) were known"
                ], json: .object(document))
            return .done
        }
    }

    /// A moment at which an interval begins.
    private static func moment(
        _ text: String, _ minutes: Int
    ) throws(CommandFailure) -> Timestamp {
        if text == "now" {
            let length = Int64(minutes) * 60_000_000
            return Timestamp(microseconds: Clocks.calendar.microseconds / length * length)
        }
        do {
            return try Timestamp(text)
        } catch {
            throw CommandFailure(.usage, "--ending needs \"now\" or a time: \(error)")
        }
    }
}
