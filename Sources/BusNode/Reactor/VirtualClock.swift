package import Handlers
import Synchronization
import Topics

/// A clock of an embedded bus that a test moves on, so that a lease ends or a retention passes without
/// waiting.
///
///     let clock = VirtualClock()
///     try await EmbeddedBus.with(clock: clock) { bus in
///         …
///         await clock.advance(by: .seconds(600))
///     }
///
/// It goes on by itself, too, like every clock. It rules leases, back-off, delays, time to live, retention
/// and time-outs of questions. Whether a node is alive is told by real time.
public final class VirtualClock: Sendable {
    private let state = Locked(State())

    private struct State {
        var skippedMilliseconds: Int64 = 0
        var listeners: [@Sendable () async -> Void] = []
    }

    /// A clock that shows the time.
    public init() {}

    /// Moves the clock on, and returns when the backbone has done what is due then.
    ///
    /// - Parameter duration: how far; not negative, in whole milliseconds.
    public func advance(by duration: Duration) async {
        precondition(duration >= .zero, "a clock does not go back")
        let listeners = state.withLock { state in
            state.skippedMilliseconds += duration.wholeMilliseconds
            return state.listeners
        }
        for listener in listeners { await listener() }
    }

    /// This moment.
    package var now: Moment {
        let skipped = state.withLock { $0.skippedMilliseconds }
        var now = Clocks.now
        now.milliseconds += skipped
        now.time = Timestamp(microseconds: now.time.microseconds + skipped * 1_000)
        return now
    }

    /// Calls `listener` each time the clock was moved.
    package func onAdvance(_ listener: @escaping @Sendable () async -> Void) {
        state.withLock { $0.listeners.append(listener) }
    }
}
