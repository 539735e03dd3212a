import BusNode

/// Answers questions with an app in Python.
struct AppAnswering: Sendable {
    /// The service.
    let app: TwinedApp
    /// The interpreter.
    let python: String
    /// What the app finds in its environment.
    let environment: [String: String]
    /// How many questions are answered at a time.
    let concurrency: Int
    /// How long a question may take; nil for no bound.
    let timeout: Duration?
    /// Whose modules the app gets: `octue`, `built-in`, or `auto` for the first of these that is there.
    var backend = "auto"
    /// Takes a line for the log of the node.
    let note: @Sendable (String) async -> Void

    /// Runs a service that answers like this.
    ///
    /// - Throws: `CommandFailure` when there is no interpreter that works, `NodeError` as `Service.run`.
    func run(
        _ service: Service, onReady: @escaping @Sendable () async -> Void,
        until stop: @escaping @Sendable () async -> Void
    ) async throws {
        let pool = WorkerPool(
            of: app, python: python, environment: environment, backend: backend, note: note)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await pool.run() }
            do {
                try await pool.prepare(concurrency)
                try await service.run(
                    answeringBody: { try await answer($0, pool) }, onReady: onReady, until: stop)
            } catch {
                await pool.stop()
                throw Self.failure(error, python)
            }
            await pool.stop()
        }
    }

    private func answer(_ question: IncomingQuestion, _ pool: WorkerPool) async throws -> Payload {
        let conversation = try AppConversation(question, app)
        let worker = try await pool.take()
        let end: Result<Payload, RemoteException>
        do {
            end = try await withTimeout { try await conversation.end(with: worker) }
        } catch {
            // Cancelled, too slow, crashed, or not to be understood: the app is in an unknown state.
            await pool.replace(worker)
            throw error
        }
        await pool.giveBack(worker)
        return try end.get()
    }

    private func withTimeout(
        _ body: @escaping @Sendable () async throws -> Result<Payload, RemoteException>
    ) async throws -> Result<Payload, RemoteException> {
        guard let timeout else { return try await body() }
        return try await withThrowingTaskGroup(
            of: Result<Payload, RemoteException>?.self
        ) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: timeout)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let end = first else {
                throw RemoteException(
                    type: "TimeoutError", message: "the app took longer than \(timeout)")
            }
            return end
        }
    }

    private static func failure(_ error: any Error, _ python: String) -> any Error {
        switch error {
        case let error as ProcessError: return CommandFailure(.notFound, "\(error)")
        case let error as RemoteException:
            let lines = error.traceback.suffix(1).joined().split(separator: "\n").joined()
            return CommandFailure(
                .badData, "\(python) cannot run apps: \(lines.isEmpty ? error.message : lines)")
        default: return error
        }
    }
}
