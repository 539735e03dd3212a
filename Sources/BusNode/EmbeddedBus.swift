/// A whole bus within this process: a backbone and a registry, reached over `inproc://`.
///
/// For tests, for trying things out, and for programs that need no other process:
///
///     try await EmbeddedBus.with { bus in
///         try await Node.with(bus, as: "example") { node in … }
///     }
public enum EmbeddedBus {
    /// Runs a bus for as long as `body` runs.
    ///
    /// - Parameters:
    ///   - folder: where the bus keeps what it knows; nil to forget it all at the end.
    ///   - clock: a clock that a test moves on; nil for the real time.
    ///   - registry: how its registry goes about it.
    ///   - body: what the bus is for.
    /// - Throws: `NodeError` with code `failed` when a file cannot be had, and whatever `body` throws.
    public static func with<Result: Sendable>(
        keepingIn folder: String? = nil, clock: VirtualClock? = nil,
        registry registrySettings: RegistrySettings = RegistrySettings(),
        _ body: (BusAddress) async throws -> Result
    ) async throws -> Result {
        let name = "\(SessionID.random())"
        var settings = BackboneRole.Settings(
            bus: "inproc://bus-\(name)", feed: "inproc://feed-\(name)",
            store: folder.map { "\($0)/backbone.sqlite" } ?? ":memory:")
        settings.clock = clock
        let backbone = BackboneRole(settings)
        let bus = try await backbone.start()
        let registry = RegistryRole(on: bus, settings: registrySettings)
        do {
            try await registry.start(
                store: folder.map { "\($0)/registry.sqlite" } ?? ":memory:",
                within: .seconds(5))
            let result = try await body(bus)
            await registry.stop()
            await backbone.stop()
            return result
        } catch {
            await registry.stop()
            await backbone.stop()
            throw error
        }
    }
}
