/// A reactor's thread as the place where tasks run: they reach its actors without changing threads.
///
///     Task(executorPreference: node.thread.tasks) { … }
package final class ReactorTasks: TaskExecutor {
    private let queue: JobQueue
    private let loop: ReactorLoop
    private let lifetime: ReactorLifetime

    init(_ queue: JobQueue, _ loop: ReactorLoop, _ lifetime: ReactorLifetime) {
        self.queue = queue
        self.loop = loop
        self.lifetime = lifetime
    }

    /// Runs a job on the thread.
    package func enqueue(_ job: consuming ExecutorJob) {
        loop.enqueue(.task(UnownedJob(job)), queue)
    }
}
