import BusNode

/// Children that answer every question with its body: one, or many in this process.
struct ChildRun {
    private let bus: BusAddress
    private let revisions: [String]
    /// Whether each question is acknowledged before it is answered.
    private let acknowledges: Bool

    init(_ arguments: Arguments, count: Int) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        acknowledges = (try? arguments.text("acknowledges")) != "no"
        let revision = (try? arguments.text("revision")) ?? Benchmark.revision
        revisions = count == 1 ? [revision] : (1...count).map { AwaitRun.revision($0) }
    }

    func run() async throws {
        let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for revision in revisions {
                var settings = Service.Settings()
                settings.registers = false
                settings.concurrency = 1_024
                settings.runsOnReactor = true
                settings.acknowledges = acknowledges
                let service = try Service(revision, bus: bus, settings: settings)
                group.addTask {
                    try await service.run(
                        answeringBody: { $0.body.payload }, onReady: { isReady.yield() },
                        until: Signals.untilStopped)
                }
            }
            var iterator = ready.makeAsyncIterator()
            for _ in revisions { await iterator.next() }
            Benchmark.announce("ready")
            try await group.waitForAll()
        }
    }
}
