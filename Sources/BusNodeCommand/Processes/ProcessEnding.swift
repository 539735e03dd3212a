import BusNode

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Waits for the end of one process, on a thread of its own, and knows it afterwards.
///
/// A thread for each is the simplest that is right: SIGCHLD is one signal for all, and a `pidfd` needs a
/// newer system. The thread costs some kilobytes and sleeps in the kernel.
final class ProcessEnding: Sendable {
    private let identifier: Int32
    private let state = Locked(State.running([]))

    private enum State {
        case running([CheckedContinuation<ProcessExit, Never>])
        case ended(ProcessExit)
    }

    /// Begins to wait for a process, which leads a group of its own.
    ///
    /// - Throws: `ProcessError` when the system has no room for a thread; the process is killed then.
    init(of identifier: Int32) throws(ProcessError) {
        self.identifier = identifier
        let code = SystemThread.start { [self] in wait() }
        guard code == 0 else {
            kill(-identifier, SIGKILL)
            var status: Int32 = 0
            waitpid(identifier, &status, 0)
            throw .system(function: "pthread_create", code: code)
        }
    }

    /// How the process ends, when it has.
    var status: ProcessExit {
        get async {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state -> ProcessExit? in
                    switch state {
                    case .running(let waiting):
                        state = .running(waiting + [continuation])
                        return nil
                    case .ended(let status): return status
                    }
                }
                if let known { continuation.resume(returning: known) }
            }
        }
    }

    /// How the process ended; nil while it runs.
    var statusNow: ProcessExit? {
        state.withLock { state in
            if case .ended(let status) = state { status } else { nil }
        }
    }

    /// Sends a signal to the group of the process; false when it has ended.
    @discardableResult
    func signal(_ number: Int32) -> Bool {
        // Under the lock, because after the end the identifier may be that of another process.
        state.withLock { state in
            guard case .running = state else { return false }
            return kill(-identifier, number) == 0
        }
    }

    private func wait() {
        // The process stays a zombie, so its identifier stays its own until the lock is held.
        var information = siginfo_t()
        let group = identifier
        while waitid(P_PID, id_t(group), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let (status, waiting) = state.withLock { state in
            kill(-group, SIGKILL)
            let status = Self.reap(group)
            guard case .running(let waiting) = state else {
                preconditionFailure("process \(group) ended twice")
            }
            state = .ended(status)
            return (status, waiting)
        }
        for continuation in waiting { continuation.resume(returning: status) }
    }

    private static func reap(_ identifier: Int32) -> ProcessExit {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 {
            // ECHILD: somebody set SIGCHLD to be ignored, and how it ended cannot be known.
            guard errno == EINTR else { return .signalled(SIGKILL) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }
}
