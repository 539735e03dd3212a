import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A thread that polls sockets and runs the jobs of the actors and tasks that live on it.
///
/// It is a serial executor: an actor that names it as its executor is confined to it, which the compiler
/// proves, so that sockets need no lock. The thread lives until the last reference to it and to its `tasks`
/// is gone; jobs that arrive after `stopTurns()` still run, so that nobody waits for ever.
package final class ReactorThread: SerialExecutor {
    /// What is done when something is ready or due.
    package typealias Turn = () -> Void

    private let queue: JobQueue
    private let loop: ReactorLoop
    private let lifetime: ReactorLifetime
    /// The thread as the place where tasks run that talk to its actors all the time.
    package let tasks: ReactorTasks

    /// Starts a thread.
    package init() {
        queue = JobQueue()
        loop = ReactorLoop(queue)
        lifetime = ReactorLifetime(of: queue)
        tasks = ReactorTasks(queue, loop, lifetime)
        loop.start(UnownedSerialExecutor(ordinary: self), UnownedTaskExecutor(ordinary: tasks))
    }

    /// Runs a job on the thread.
    package func enqueue(_ job: consuming ExecutorJob) {
        loop.enqueue(.actor(UnownedJob(job)), queue)
    }

    /// Whether the caller is on the thread.
    package func isIsolatingCurrentContext() -> Bool? { loop.isCurrentThread }

    /// Stops the process when the caller is not on the thread.
    package func checkIsolated() {
        precondition(loop.isCurrentThread, "not on the reactor's thread")
    }

    /// Calls `turn` whenever something is ready, and at least every `interval` milliseconds.
    package func startTurns(atLeastEvery interval: Int64, _ turn: @escaping Turn) {
        checkIsolated()
        loop.turn = turn
        loop.interval = interval
    }

    /// Takes no more turns, and watches no socket any more.
    package func stopTurns() {
        checkIsolated()
        loop.turn = nil
        loop.sockets = []
        loop.hasMore = false
    }

    /// Makes the thread take a turn at this time, in milliseconds, if there is none before.
    package func takeTurn(by time: Int64) {
        checkIsolated()
        loop.nextTurn = min(loop.nextTurn, time)
    }

    /// Makes the thread take another turn before it sleeps.
    package func wakeAgain() {
        checkIsolated()
        loop.hasMore = loop.turn != nil
    }

    /// Makes the thread take a turn; for other threads, which know that there is something to do.
    package func wake() { queue.wantTurn() }

    /// Watches a socket for messages.
    package func watch(_ socket: Socket) {
        checkIsolated()
        loop.sockets.append(socket)
    }

    /// Watches a socket no more.
    package func unwatch(_ socket: Socket) {
        checkIsolated()
        loop.sockets.removeAll { $0 === socket }
    }
}
