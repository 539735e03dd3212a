import Handlers
import Synchronization
import Topics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a reactor's thread does: run jobs, poll, take a turn, again.
///
/// Safe to share: all but `queue` and `identity` is touched on the thread only, which `ReactorThread` checks.
final class ReactorLoop: @unchecked Sendable {
    var turn: ReactorThread.Turn?
    /// The longest time between two turns, in milliseconds.
    var interval = Int64.max
    var sockets: [Socket] = []
    /// When the next turn is taken at the latest, in milliseconds.
    var nextTurn: Int64 = 0
    /// Whether a turn is wanted before the thread sleeps.
    var hasMore = false

    private let queue: JobQueue
    private let identity = Atomic<UInt>(0)
    private var jobs: [ReactorJob] = []
    private var descriptors: [pollfd] = []
    /// Not retained: the executors outlive their jobs, and their end is the end of the loop.
    private var executors: (serial: UnownedSerialExecutor, tasks: UnownedTaskExecutor)?

    /// Most jobs between two looks at the sockets, so that neither starves the other.
    private static let jobsPerTurn = 256

    init(_ queue: JobQueue) {
        self.queue = queue
    }

    /// Whether the caller is on the thread.
    var isCurrentThread: Bool {
        identity.load(ordering: .relaxed) == Self.currentThread
    }

    /// Adds a job: from the thread itself without a lock, from others so that the thread wakes.
    func enqueue(_ job: ReactorJob, _ queue: JobQueue) {
        if isCurrentThread {
            jobs.append(job)
        } else {
            queue.add(job)
        }
    }

    /// Starts the thread.
    func start(_ serial: UnownedSerialExecutor, _ tasks: UnownedTaskExecutor) {
        executors = (serial, tasks)
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(&thread, nil, reactorThreadMain, context.toOpaque())
        precondition(result == 0, "no thread for a reactor: \(String(cString: strerror(result)))")
        #if canImport(Glibc)
            pthread_detach(thread)
        #else
            if let thread { pthread_detach(thread) }
        #endif
    }

    fileprivate func run() {
        identity.store(Self.currentThread, ordering: .relaxed)
        while !queue.isOver {
            runJobs()
            let isReady = look()
            let now = Clocks.now.milliseconds
            let isDue = queue.takeTurnWish() || hasMore || now >= nextTurn
            guard isReady || isDue, let turn else { continue }
            hasMore = false
            nextTurn = now.addingReportingOverflow(interval).partialValue
            turn()
        }
    }

    private func runJobs() {
        guard let executors else { return }
        jobs += queue.take()
        var left = Self.jobsPerTurn
        // Most jobs make others, and each look at the sockets in between costs some calls of the system.
        while left > 0, !jobs.isEmpty {
            let batch = jobs.prefix(left)
            jobs.removeFirst(batch.count)
            left -= batch.count
            for job in batch {
                switch job {
                case .actor(let job): job.runSynchronously(on: executors.serial)
                case .task(let job): job.runSynchronously(on: executors.tasks)
                }
            }
        }
    }

    /// Waits until a socket is ready, a job is there, or a turn is due.
    ///
    /// Its own poll, not libzmq's: that one asks every socket before and after it waits, a call of the system
    /// each time.
    ///
    /// - Returns: whether a socket is ready.
    private func look() -> Bool {
        guard !hasMore else { return true }
        let mayWait = jobs.isEmpty && queue.fallAsleep()
        let isReady = sockets.contains { $0.mayHoldMessage() }
        descriptors.removeAll(keepingCapacity: true)
        descriptors.append(Self.readable(queue.wakeDescriptor))
        for socket in sockets { descriptors.append(Self.readable(socket.descriptor)) }
        // A signal may end the poll early (EINTR): then nothing is ready, and the loop goes on.
        let count = poll(
            &descriptors, nfds_t(descriptors.count), mayWait && !isReady ? patience() : 0)
        if mayWait { queue.awake(wasWoken: count > 0 && descriptors[0].revents != 0) }
        guard count > 0 else { return isReady }
        var areReady = isReady
        for (socket, descriptor) in zip(sockets, descriptors.dropFirst())
        where descriptor.revents != 0 {
            socket.noteReady()
            areReady = true
        }
        return areReady
    }

    private static func readable(_ descriptor: Int32) -> pollfd {
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    }

    /// How long nothing may happen, in milliseconds; -1 for any time.
    private func patience() -> Int32 {
        guard turn != nil, interval < .max else { return -1 }
        return Int32(clamping: max(0, min(nextTurn - Clocks.now.milliseconds, interval)))
    }

    private static var currentThread: UInt {
        #if canImport(Glibc)
            UInt(pthread_self())
        #else
            UInt(bitPattern: pthread_self())
        #endif
    }
}

#if canImport(Glibc)
    private func reactorThreadMain(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer?
    {
        guard let argument else { return nil }
        Unmanaged<ReactorLoop>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
#else
    private func reactorThreadMain(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer?
    {
        Unmanaged<ReactorLoop>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }
#endif
