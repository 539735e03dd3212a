import BusNode

/// A backbone of a test's own, with real sockets, for as long as the test runs.
enum LiveBus {
    /// Calls `body` with the address of a bus that nobody else uses.
    static func with<Result>(
        at endpoint: String? = nil, store: String = ":memory:",
        _ body: (BusAddress) async throws -> Result
    ) async throws -> Result {
        let name = "\(UInt64.random(in: .min ... .max))"
        let backbone = BackboneRole(
            BackboneRole.Settings(
                bus: endpoint ?? "inproc://bus-\(name)", feed: "inproc://feed-\(name)",
                store: store))
        let address = try await backbone.start()
        do {
            let result = try await body(address)
            await backbone.stop()
            return result
        } catch {
            await backbone.stop()
            throw error
        }
    }

    /// Calls `body` while a service answers questions for a revision.
    static func serving<Values: Encodable & SendableMetatype>(
        _ revision: String, on bus: BusAddress, concurrency: Int = 4,
        settings: Service.Settings = Service.Settings(),
        answer: @escaping @Sendable (IncomingQuestion) async throws -> Values,
        _ body: () async throws -> Void
    ) async throws {
        var settings = settings
        settings.registers = false
        settings.concurrency = concurrency
        let service = try Service(revision, bus: bus, settings: settings)
        let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
        let (stop, isStopped) = AsyncStream.makeStream(of: Void.self)
        async let running: Void = service.run(
            answering: answer, onReady: { isReady.finish() }, until: { for await _ in stop {} })
        for await _ in ready {}
        let result: Result<Void, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        isStopped.finish()
        try await running
        try result.get()
    }

    /// Waits until somebody is attached to a subscription, as the backbone says.
    static func untilSubscribed(_ name: String, _ node: Node) async throws {
        while true {
            let reply = try await node.request("subscriptions.list", of: "backbone")
            let rows = reply["subscriptions"]?.array ?? []
            let attached = rows.contains {
                $0["subscription"]?.string == name && $0["sessions"]?.integer ?? 0 > 0
            }
            if attached { return }
        }
    }
}
