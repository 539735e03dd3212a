import BusNode

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Says when descriptors can be read or written, with one thread for all of them.
///
/// A source of libdispatch would do the same without the thread, but on Linux it never says that the
/// reader of a full pipe went away.
final class DescriptorPoll: Sendable {
    /// What a caller waits for.
    enum Event: Sendable {
        case readable
        case writable
    }

    private let state = Locked(State())
    /// A byte in this pipe ends a poll that knows too little.
    private let wake: (reading: Int32, writing: Int32)

    private struct State {
        var waiting: [UInt64: Waiting] = [:]
        var lastKey: UInt64 = 0
    }

    private struct Waiting {
        let descriptor: pollfd
        let continuation: CheckedContinuation<Void, Never>
    }

    private static let shared = Result { () throws(ProcessError) in try DescriptorPoll() }

    /// Returns when the descriptor can be read or written without waiting, or has nobody at its other end.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, `ProcessError` when the system has no room.
    static func wait(until event: Event, _ descriptor: Int32) async throws {
        try Task.checkCancellation()
        try await shared.get().wait(until: event, descriptor)
        try Task.checkCancellation()
    }

    private init() throws(ProcessError) {
        guard let wake = LibraryFunctions.pipe() else {
            throw .system(function: "pipe", code: errno)
        }
        self.wake = wake
        for end in [wake.reading, wake.writing] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        let code = SystemThread.start { [self] in
            while true { poll() }
        }
        guard code == 0 else { throw .system(function: "pthread_create", code: code) }
    }

    private func wait(until event: Event, _ descriptor: Int32) async {
        let key = state.withLock { state in
            state.lastKey += 1
            return state.lastKey
        }
        let events = Int16(event == .readable ? POLLIN : POLLOUT)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiting = Waiting(
                    descriptor: pollfd(fd: descriptor, events: events, revents: 0),
                    continuation: continuation)
                state.withLock { $0.waiting[key] = waiting }
                // The handler of a task that is cancelled already ran, and found nothing.
                if Task.isCancelled { forget(key) } else { wakeUp() }
            }
        } onCancel: {
            forget(key)
        }
    }

    private func forget(_ key: UInt64) {
        let waiting = state.withLock { $0.waiting.removeValue(forKey: key) }
        waiting?.continuation.resume()
    }

    private func wakeUp() {
        // A full pipe wakes as well.
        var byte: UInt8 = 0
        _ = write(wake.writing, &byte, 1)
    }

    private func poll() {
        let entries = state.withLock { state in
            state.waiting.map { (key: $0.key, descriptor: $0.value.descriptor) }
        }
        var descriptors = entries.map(\.descriptor)
        descriptors.append(pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0))
        guard systemPoll(&descriptors) > 0 else { return }
        if descriptors[entries.count].revents != 0 { drainWake() }
        for (entry, descriptor) in zip(entries, descriptors) where descriptor.revents != 0 {
            forget(entry.key)
        }
    }

    private func drainWake() {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        while read(wake.reading, &bytes, bytes.count) == bytes.count {}
    }
}

private func systemPoll(_ descriptors: inout [pollfd]) -> Int32 {
    poll(&descriptors, nfds_t(descriptors.count), -1)
}
