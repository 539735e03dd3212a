import BusNode

/// Where a command finds its bus: what is said on the command line, else in the environment, each time an
/// endpoint before a topology; else where a local backbone listens.
enum BusLocation {
    /// The bus that a command is about.
    ///
    /// - Throws: `CommandFailure` when the topology cannot be read.
    static func address(_ context: CommandContext) throws(CommandFailure) -> BusAddress {
        if let named = try named(context) { return named }
        return BusAddress(CommandTree.defaultBus)
    }

    /// The bus that was named on the command line or in the environment; nil when none was.
    static func named(_ context: CommandContext) throws(CommandFailure) -> BusAddress? {
        let arguments = context.arguments
        let topologyIsGiven = arguments.isGiven("topology") && !arguments.isGiven("bus")
        if let endpoint = arguments.text("bus"), !topologyIsGiven { return BusAddress(endpoint) }
        guard let path = arguments.text("topology") else { return nil }
        return BusAddress(try TopologyFile.read(path).topology.bus.text)
    }

    /// Calls `body` with a node on the command's bus.
    static func withNode<Result: Sendable>(
        _ context: CommandContext, at address: BusAddress? = nil,
        _ body: (Node) async throws -> Result
    ) async throws -> Result {
        let bus: BusAddress
        if let address {
            bus = address
        } else {
            bus = try Self.address(context)
        }
        do {
            return try await Node.with(
                bus, as: "busnode \(context.arguments.path.joined(separator: " "))"
            ) {
                try await body($0)
            }
        } catch let error as NodeError {
            throw CommandFailure(error)
        }
    }
}
