import BusNode

/// Questions to one child, a number of them at a time, each until its answer is there.
struct RoundTrip {
    private let bus: BusAddress
    private let questions: Int
    private let payload: Payload
    private let window: Int
    /// Whether the answer is seen before it is on the disk.
    private let isEarly: Bool

    init(_ arguments: Arguments) throws {
        bus = BusAddress(try arguments.text("endpoint"))
        questions = try arguments.number("questions")
        window = try arguments.number("window")
        isEarly = try arguments.text("early") == "yes"
        // A body of the asked size that is still the JSON of a question.
        let frame = #"{"kind":"result","output_values":""}"#.utf8.count
        let filler = String(repeating: "x", count: max(0, try arguments.number("payload") - frame))
        payload = Payload(#"{"kind":"result","output_values":"\#(filler)"}"#)
    }

    func run() async throws {
        let node = try await Node.connect(to: bus, as: "benchmark parent")
        // The tasks that ask live on the node's own thread, as those of a busy parent should.
        let figures = try await Task(executorPreference: node.connection.thread.tasks) {
            try await ask(node)
        }.value
        figures.report()
        await node.close()
    }

    private func ask(_ node: Node) async throws -> Figures {
        let child = try child(of: node)
        try await round(child)
        var figures = Figures()
        try await withThrowingTaskGroup(of: [Duration].self) { group in
            for share in shares(of: questions, among: window) {
                group.addTask(executorPreference: node.connection.thread.tasks) {
                    var durations: [Duration] = []
                    durations.reserveCapacity(share)
                    for _ in 0..<share {
                        let start = ContinuousClock.now
                        try await round(child)
                        durations.append(ContinuousClock.now - start)
                    }
                    return durations
                }
            }
            for try await durations in group { figures.add(durations) }
        }
        return figures
    }

    private func child(of node: Node) throws -> Child {
        var child = try node.child(Benchmark.revision)
        child.options.seesEventsEarly = isEarly
        return child
    }

    private func round(_ child: Child) async throws {
        _ = try await child.ask(body: payload).answer()
    }
}
