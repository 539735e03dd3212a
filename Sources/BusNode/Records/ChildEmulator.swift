import Synchronization

/// A child that answers with what was recorded, for tests of a parent: no service has to run.
///
///     let wind = ChildEmulator("example/wind:1.0.0", answering: [recording])
///     try await EmbeddedBus.with { bus in
///         try await wind.run(on: bus) { … }
///     }
///
/// A question gets the events of the next recording of one with the same values; when no recording says
/// with which values it was asked, of the next one, and when there are no more, those of the last one again.
public struct ChildEmulator: Sendable {
    /// The revision that it answers for.
    public let revision: String
    /// What its questions are answered with, in the order of asking.
    public let recordings: [Recording]

    /// An emulator of a child.
    public init(_ revision: String, answering recordings: [Recording]) {
        precondition(!recordings.isEmpty, "\(revision) needs something to answer")
        self.revision = revision
        self.recordings = recordings
    }

    /// An emulator of a child that answers every question with these values.
    public init(_ revision: String, answering values: JSONValue) {
        let result = EventRecord(result: values)
        self.init(revision, answering: [Recording([result])])
    }

    /// Answers questions for as long as `body` runs.
    ///
    /// - Throws: `NodeError` when the bus cannot be reached, and whatever `body` throws.
    public func run<Result: Sendable>(
        on bus: BusAddress, _ body: () async throws -> Result
    ) async throws -> Result {
        var settings = Service.Settings()
        settings.name = revision
        let service = try Service(revision, bus: bus, settings: settings)
        let answers = Answers(
            try recordings.map { recording throws(NodeError) in
                let asked = recording.events.first { $0.kind == .question }
                return (asked?.event["input_values"], try Replay(of: recording))
            })
        let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
        let (stop, isStopped) = AsyncStream.makeStream(of: Void.self)
        async let running: Void = service.run(
            answeringBody: { question in
                try await Self.answer(question, with: answers.next(to: try? question.body.json()))
            }, onReady: { isReady.finish() }, until: { for await _ in stop {} })
        for await _ in ready {}
        defer { isStopped.finish() }
        let result = try await body()
        isStopped.finish()
        try await running
        return result
    }

    /// Runs a bus of its own with an emulator for each key, for as long as `body` runs.
    ///
    /// - Parameter recordings: what the child of each key answers with, in the order of asking.
    public static func with<Result: Sendable>(
        _ recordings: [String: [Recording]],
        _ body: @escaping @Sendable (BusAddress, Children) async throws -> Result
    ) async throws -> Result {
        try await EmbeddedBus.with { bus in
            let emulators = recordings.sorted { $0.key < $1.key }.enumerated().map { place, child in
                (child.key, ChildEmulator("emulated/child-\(place):1", answering: child.value))
            }
            let list: [JSONValue] = emulators.map { key, emulator in
                ["key": .string(key), "id": .string(emulator.revision)]
            }
            let children = try Children(.array(list))
            return try await nest(emulators.map(\.1)[...], on: bus) {
                try await body(bus, children)
            }
        }
    }

    private static func nest<Result: Sendable>(
        _ emulators: ArraySlice<ChildEmulator>, on bus: BusAddress,
        _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        guard let first = emulators.first else { return try await body() }
        return try await first.run(on: bus) {
            try await nest(emulators.dropFirst(), on: bus, body)
        }
    }

    private static func answer(
        _ question: IncomingQuestion, with replay: Replay
    ) async throws -> Payload {
        for event in replay {
            switch event.kind {
            case .acknowledged: break
            case .heartbeat, .monitor:
                try await question.emit(event.event.kind, event.event.payload)
            case .log where question.question.forwardsLogs:
                try await question.emit(.logRecord, event.event.payload)
            case .log: break
            case .result(let body): return body.payload
            case .exception(let exception): throw exception.withoutService
            case .cancelled(let reason): throw RemoteException(type: "Cancelled", message: reason)
            }
        }
        throw RemoteException(type: "NoResult", message: "the recorded events have no result")
    }

    /// What is left to answer with.
    private final class Answers: Sendable {
        private typealias Answer = (values: JSONValue?, replay: Replay)
        private let left: Locked<[Answer]>

        init(_ answers: [(values: JSONValue?, replay: Replay)]) {
            left = Locked(answers)
        }

        /// The next answer to a question about these values.
        func next(to values: JSONValue?) -> Replay {
            left.withLock { left in
                let place =
                    left.firstIndex { $0.values != nil && $0.values == values }
                    ?? left.firstIndex { $0.values == nil } ?? 0
                return left.count > 1 ? left.remove(at: place).replay : left[0].replay
            }
        }
    }
}

extension RemoteException {
    /// The exception without the service that it was thrown in, which is said anew.
    fileprivate var withoutService: RemoteException {
        guard message.hasPrefix("Error in <Service('"),
            let end = message.firstRange(of: "')>: ")
        else { return self }
        var exception = self
        exception.message = String(message[end.upperBound...])
        return exception
    }
}

extension EventRecord {
    /// The record of a result, of no question in particular.
    fileprivate init(result values: JSONValue) {
        self.init(event: ["kind": "result", "output_values": values], attributes: [:])
    }
}
