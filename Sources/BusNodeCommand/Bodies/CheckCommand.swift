import BusNode

/// `busnode check`: says all that is wrong with a topology file.
enum CheckCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let path = context.arguments.text("TOPOLOGY") ?? ""
        let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
        let topology: Topology
        do {
            topology = try Topology(parsing: text)
        } catch {
            let violations: [JSONValue] = error.violations.map { violation in
                [
                    "kind": .string(violation.kind.rawValue),
                    "place": .string(violation.place.description),
                    "explanation": .string(violation.explanation),
                ]
            }
            try await context.output.result(
                error.violations.map { "\(path): \($0)" },
                json: ["file": .string(path), "violations": .array(violations)])
            return .badData
        }
        let count = topology.nodes.count
        try await context.output.result(
            ["\(path): \(count) nodes, nothing wrong"],
            json: ["file": .string(path), "nodes": JSONValue(count), "violations": []])
        return .done
    }
}
