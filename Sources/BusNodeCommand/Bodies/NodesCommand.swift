import BusNode

/// `busnode nodes`: lists who is on the bus.
enum NodesCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        try await BusLocation.withNode(context) { node in
            let reply = try await node.request("nodes.list", of: "backbone")
            var table = Table(
                .left("NODE"), .left("SOFTWARE"), .left("STATE"), .left("SERVES"), .left("SINCE"))
            let rows = reply["nodes"]?.array ?? []
            for row in rows {
                func texts(_ key: String) -> [String] {
                    (row[key]?.array ?? []).compactMap(\.string)
                }
                table.add(
                    row["node"]?.string ?? "", row["software"]?.string ?? "",
                    row["connected"]?.bool == true ? "connected" : "away",
                    (texts("serves") + texts("offers")).joined(separator: ", "),
                    String((row["since"]?.string ?? "").prefix(19)))
            }
            try await context.output.table(table, json: rows)
            return .done
        }
    }
}
