import BusNode

/// A Python interpreter that runs an app, for one question after another.
final class AppWorker: Sendable {
    /// What it is told.
    let requests: WorkerRequests
    /// What it says, read by whoever has the worker.
    let events: WorkerEvents
    /// What it writes for people.
    let log: WorkerLog

    private let child: ChildProcess
    private let logHasEnded = StopFlag()

    /// Starts an interpreter; it is of use when `start` has returned.
    ///
    /// - Throws: `ProcessError` when there is none.
    init(python: String, folder: String, environment: [String: String], log: WorkerLog) throws {
        var settings = ProgramSettings(program: python)
        // A crash leaves a trace of where it happened.
        settings.arguments = ["-u", "-X", "faulthandler", "-c", WorkerCode.start]
        settings.environment = environment
        settings.folder = folder
        settings.output = .pipe
        settings.errors = .pipe
        settings.hasConversation = true
        child = try ChildProcess(settings)
        guard let requests = child.requests, let events = child.events else {
            preconditionFailure("a program with a conversation has both pipes")
        }
        self.requests = WorkerRequests(requests)
        self.events = WorkerEvents(events)
        self.log = log
    }

    /// Whether its process runs.
    var isAlive: Bool { child.exitNow == nil }

    /// Gives it its code and what it is for, and waits until it can take questions.
    ///
    /// - Returns: what it says about itself.
    /// - Throws: `RemoteException` when it ends instead.
    func start(_ settings: JSONValue) async throws -> JSONValue {
        await requests.send(WorkerCode.modules)
        await requests.send(settings)
        guard let event = try await events.next() else { throw await ended() }
        return event
    }

    /// Passes on what it writes for people, until its process has ended.
    func pumpLog() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await self.log.pump(
                    self.child.lines(
                        limit: LineReader.logLineLimit, overlong: .isCut))
            }
            group.addTask { await self.log.pump(self.child.errorLines()) }
        }
        _ = await child.exit
        logHasEnded.set()
    }

    /// Why it is gone, when it is.
    func ended() async -> RemoteException {
        let exit = await child.exit
        await logHasEnded.wait()
        return RemoteException(
            type: "AppCrashed", message: "the process of the app ended with \(exit)",
            traceback: await log.last.filter { !$0.isEmpty }.map { $0 + "\n" })
    }

    /// Ends the process, whatever it does.
    func kill() {
        requests.close()
        guard child.signal(15) else { return }
        _ = ProcessTimer(after: WorkerLimits.grace) { [child] in child.signal(9) }
    }

    /// Lets the process end by itself, as it does when there are no more requests.
    func dismiss() {
        requests.close()
    }
}
