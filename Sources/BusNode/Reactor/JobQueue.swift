import Synchronization

/// The jobs of a reactor thread: what its thread adds itself costs no lock, what others add wakes it.
final class JobQueue: Sendable {
    private let others = Locked<[ReactorJob]>([])
    private let isAsleep = Atomic<Bool>(false)
    private let pipe = WakePipe()
    private let isStopped = Atomic<Bool>(false)
    private let isTurnWanted = Atomic<Bool>(false)

    /// What the thread polls, readable when there is something to do.
    var wakeDescriptor: Int32 { pipe.readEnd }

    /// Whether the executor is gone, so that the thread is to end.
    var isOver: Bool { isStopped.load(ordering: .acquiring) }

    /// Adds a job from another thread.
    func add(_ job: ReactorJob) {
        others.withLock { $0.append(job) }
        wakeIfAsleep()
    }

    /// Makes the thread take a turn, asked for by another thread.
    func wantTurn() {
        isTurnWanted.store(true, ordering: .sequentiallyConsistent)
        wakeIfAsleep()
    }

    /// Whether another thread has asked for a turn since the last look.
    func takeTurnWish() -> Bool {
        isTurnWanted.load(ordering: .relaxed)
            && isTurnWanted.exchange(false, ordering: .sequentiallyConsistent)
    }

    /// Takes what other threads have added.
    func take() -> [ReactorJob] {
        others.withLock { jobs in
            guard !jobs.isEmpty else { return [] }
            defer { jobs = [] }
            return jobs
        }
    }

    /// Announces that the thread is about to sleep.
    ///
    /// - Returns: false when there is something to do after all.
    func fallAsleep() -> Bool {
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        // Looked at after the announcement: a job added in between would otherwise wait for the next one.
        guard others.withLock({ $0.isEmpty }), !isOver,
            !isTurnWanted.load(ordering: .sequentiallyConsistent)
        else {
            isAsleep.store(false, ordering: .sequentiallyConsistent)
            return false
        }
        return true
    }

    /// Notes that the thread is awake.
    func awake(wasWoken: Bool) {
        isAsleep.store(false, ordering: .sequentiallyConsistent)
        if wasWoken { pipe.clear() }
    }

    /// Ends the thread.
    func end() {
        isStopped.store(true, ordering: .releasing)
        pipe.wake()
    }

    private func wakeIfAsleep() {
        if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { pipe.wake() }
    }
}
