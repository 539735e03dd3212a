import BusNode

/// `example/fibonacci`: answers without any bus running, so that the first question needs no set-up.
enum BuiltInService {
    private static let revision = "example/fibonacci:1.0.0"
    /// Most numbers of one answer: the 92nd is the last that 64 bits have room for.
    private static let limit = 92

    /// Whether a reference means the built-in service.
    static func answers(_ reference: ServiceReference) -> Bool {
        reference.description == revision || reference.description == "example/fibonacci"
    }

    /// Runs a bus with the service in this process.
    static func with<Result: Sendable>(
        _ body: @escaping @Sendable (BusAddress) async throws -> Result
    ) async throws -> Result {
        try await EmbeddedBus.with { bus in
            let service = try Service(revision, bus: bus)
            let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
            let (stop, isStopped) = AsyncStream.makeStream(of: Void.self)
            async let running: Void = service.run(
                answering: answer, onReady: { isReady.finish() },
                until: { for await _ in stop {} })
            for await _ in ready {}
            defer { isStopped.finish() }
            let result = try await body(bus)
            isStopped.finish()
            try await running
            return result
        }
    }

    private static func answer(_ question: IncomingQuestion) async throws -> [String: [Int]] {
        let count = try question.values(as: [String: Int].self)["n"] ?? 10
        guard (0...limit).contains(count) else {
            throw RemoteException(
                type: "ValueError", message: "n is \(count), and 0 to \(limit) are allowed")
        }
        var numbers: [Int] = []
        for place in 0..<count {
            numbers.append(place < 2 ? place : numbers[place - 1] + numbers[place - 2])
        }
        return ["fibonacci": numbers]
    }
}
