/// One thing that an engine must do, and the features of the table that it proves.
struct ConformanceCase: Sendable, CustomStringConvertible {
    /// A sentence.
    let name: String
    let proves: [Feature]
    let body: @Sendable (Bench) async throws -> Void

    init(
        _ name: String, _ proves: Feature...,
        body: @escaping @Sendable (Bench) async throws -> Void
    ) {
        self.name = name
        self.proves = proves
        self.body = body
    }

    var description: String { name }

    /// How a case ended on an engine.
    enum Outcome: Equatable {
        case passed
        case skipped(String)
        case failed(String)
    }

    /// Runs the case on an engine of its own.
    func run(on kind: EngineKind) async throws -> Outcome {
        let engine = try await kind.start()
        let outcome = await outcome(on: engine)
        await engine.stop()
        return outcome
    }

    private func outcome(on engine: any Engine) async -> Outcome {
        do {
            try await body(try await Bench(engine))
            return .passed
        } catch let error as Unavailable {
            return .skipped("\(error)")
        } catch let error as Mismatch {
            return .failed("\(error.file):\(error.line): \(error)")
        } catch {
            return .failed("\(error)")
        }
    }
}
