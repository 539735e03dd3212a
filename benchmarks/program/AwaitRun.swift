import BusNode

/// Waits until the children of a topology have all answered a question.
struct AwaitRun {
    private let bus: BusAddress
    private let services: Int

    /// A whole start of a topology takes less; after that something is wrong with it.
    private static let patience = Duration.seconds(60)
    private static let pause = Duration.milliseconds(2)

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        services = try arguments.number("services")
    }

    /// The revision of one of many children.
    static func revision(_ number: Int) -> String { "benchmark/echo-\(number):1.0.0" }

    func run() async throws {
        try await Node.with(bus, as: "benchmark parent", within: Self.patience) { node in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...services {
                    let child = try node.child(Self.revision(number))
                    group.addTask { try await ask(child) }
                }
                try await group.waitForAll()
            }
        }
        Benchmark.announce("all \(services) answer")
    }

    /// Asks until somebody serves the revision, not leaving it to the backbone to wait: what is measured is
    /// when the child is there, with all that the parent's library does.
    private func ask(_ child: Child) async throws {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            do throws(NodeError) {
                _ = try await child.ask(body: Payload(#"{"kind":"question"}"#)).answer()
                return
            } catch {
                let isMissing = error.code == .nobodyServes
                guard isMissing, ContinuousClock.now < deadline else { throw error }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }
}
