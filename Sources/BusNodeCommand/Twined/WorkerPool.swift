import BusNode

/// The workers of a service: as many as it answers questions at a time, started before they are needed and
/// started again when one is gone.
actor WorkerPool {
    private let python: String
    private let environment: [String: String]
    private let app: TwinedApp
    private let backend: String
    private let note: @Sendable (String) async -> Void

    private var idle: [AppWorker] = []
    private var all: [ObjectIdentifier: AppWorker] = [:]
    private var starting = 0
    private var isStopped = false
    private var waiting: [CheckedContinuation<AppWorker, any Error>] = []
    private let starts: AsyncStream<Void>
    private let start: AsyncStream<Void>.Continuation

    /// The workers of an app.
    ///
    /// - Parameter note: takes a line for the log of the node.
    init(
        of app: TwinedApp, python: String, environment: [String: String], backend: String,
        note: @escaping @Sendable (String) async -> Void
    ) {
        self.app = app
        self.python = python
        self.environment = environment
        self.backend = backend
        self.note = note
        (starts, start) = AsyncStream.makeStream(of: Void.self)
    }

    /// Keeps the processes, until `stop` is called.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for await _ in starts {
                group.addTask { await self.live() }
            }
            for worker in all.values { worker.dismiss() }
            let timer = ProcessTimer(after: WorkerLimits.grace) { [workers = Array(all.values)] in
                for worker in workers { worker.kill() }
            }
            await group.waitForAll()
            timer.cancel()
        }
    }

    /// Starts this many workers, and returns when they can take questions.
    ///
    /// - Throws: `ProcessError` or `RemoteException` when one cannot be started.
    func prepare(_ count: Int) async throws {
        var workers: [AppWorker] = []
        defer { for worker in workers { giveBack(worker) } }
        for _ in 0..<count { begin() }
        // One that is ready before it is waited for is among the free ones.
        for _ in 0..<count { workers.append(try await take()) }
    }

    /// A worker that is free.
    ///
    /// - Throws: `ProcessError` or `RemoteException` when there is none and none can be started.
    func take() async throws -> AppWorker {
        while let worker = idle.popLast() {
            if worker.isAlive { return worker }
        }
        if starting <= waiting.count { begin() }
        return try await next()
    }

    /// Takes a worker back that can answer other questions.
    func giveBack(_ worker: AppWorker) {
        guard worker.isAlive else { return replace(worker) }
        hand(worker)
    }

    /// Ends a worker, and starts another in its place.
    func replace(_ worker: AppWorker) {
        worker.kill()
        begin()
    }

    /// Ends all workers.
    func stop() {
        isStopped = true
        start.finish()
        for waiter in waiting { waiter.resume(throwing: CancellationError()) }
        waiting = []
    }

    private func begin() {
        starting += 1
        start.yield()
    }

    private func next() async throws -> AppWorker {
        if isStopped { throw CancellationError() }
        return try await withCheckedThrowingContinuation { waiting.append($0) }
    }

    private func hand(_ worker: AppWorker) {
        if waiting.isEmpty {
            idle.append(worker)
        } else {
            waiting.removeFirst().resume(returning: worker)
        }
    }

    /// The life of one worker.
    private func live() async {
        // One that begins now would not be ended with the others.
        guard !isStopped else { return }
        do {
            let worker = try AppWorker(
                python: python, folder: app.folder, environment: environment, log: WorkerLog(note))
            let key = ObjectIdentifier(worker)
            all[key] = worker
            defer { all[key] = nil }
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await worker.pumpLog() }
                await ready(worker)
            }
        } catch {
            await failed(error)
        }
    }

    /// Waits until a worker can take questions.
    private func ready(_ worker: AppWorker) async {
        let timer = ProcessTimer(after: WorkerLimits.start) { worker.kill() }
        defer { timer.cancel() }
        do {
            let event = try await worker.start(app.settings(backend: backend))
            guard event["kind"]?.string == "ready" else {
                worker.kill()
                throw RemoteException(type: "InvalidEvent", message: "\(event) is not ready")
            }
            starting -= 1
            hand(worker)
        } catch {
            await failed(error)
        }
    }

    private func failed(_ error: any Error) async {
        starting -= 1
        await note("no worker: \(error)")
        if !waiting.isEmpty { waiting.removeFirst().resume(throwing: error) }
    }
}
