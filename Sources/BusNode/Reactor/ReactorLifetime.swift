/// How long a reactor's thread runs: as long as an actor or a task may have a job for it.
final class ReactorLifetime: Sendable {
    private let queue: JobQueue

    init(of queue: JobQueue) {
        self.queue = queue
    }

    deinit {
        queue.end()
    }
}
