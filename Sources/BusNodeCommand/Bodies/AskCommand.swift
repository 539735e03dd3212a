import BusNode

/// `busnode ask`: asks one question or many, and prints what is answered.
enum AskCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        guard let reference = arguments.reference("SERVICE") else {
            throw CommandFailure(.usage, "SERVICE is missing")
        }
        if let topology = arguments.text("topology"), arguments.flag("in-process") {
            let file = try TopologyFile.read(topology)
            return try await TopologyInProcess.with(file, context) { bus in
                try await ask(reference, context, at: bus)
            }
        }
        if try BusLocation.named(context) == nil, BuiltInService.answers(reference) {
            return try await BuiltInService.with { bus in
                try await ask(reference, context, at: bus)
            }
        }
        return try await ask(reference, context, at: nil)
    }

    private static func ask(
        _ reference: ServiceReference, _ context: CommandContext, at bus: BusAddress?
    ) async throws -> ExitCode {
        try await BusLocation.withNode(context, at: bus) { node in
            let child = try node.child(reference.description)
            if let file = context.arguments.text("questions") {
                return try await AskManyCommand.run(file, child, context)
            }
            let options = try options(context)
            return try await Asking(
                child: child, body: try await child.body(try values(context), options),
                options: options, node: node, context: context
            ).run()
        }
    }

    private static func values(_ context: CommandContext) throws(CommandFailure) -> JSONValue {
        let (text, place): (String, String)
        if let path = context.arguments.text("file") {
            (text, place) = (String(decoding: try FileBytes.read(path), as: UTF8.self), path)
        } else if context.arguments.text("VALUES") == "-" {
            (text, place) = (
                String(decoding: try FileBytes.read("-"), as: UTF8.self), "standard input"
            )
        } else {
            (text, place) = (context.arguments.text("VALUES") ?? "null", "VALUES")
        }
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw CommandFailure(
                .badData, "\(place) is not JSON: \(error)",
                advice: "a text needs quotes: '\"text\"'")
        }
    }

    /// What the command line says about a question beside its values.
    static func options(_ context: CommandContext) throws -> Child.Options {
        var options = Child.Options()
        options.take(context)
        options.channel = try context.channelIfGiven()
        options.inputManifest = try InputManifest.read(context)
        guard let children = context.arguments.text("children") else { return options }
        do {
            options.children = try Children(JSONValue(parsing: children))
        } catch let error as JSONError {
            throw CommandFailure(.badData, "the children are not JSON: \(error)")
        }
        return options
    }
}
