package import Handlers
import Synchronization
import Topics

/// A clock of an embedded bus that stands still but where a test moves it on, so that a lease ends or a
/// retention passes without waiting, and never by accident.
///
///     let clock = VirtualClock()
///     try await EmbeddedBus.with(clock: clock) { bus in
///         …
///         await clock.advance(by: .seconds(600))
///     }
///
/// It rules leases, back-off, delays, time to live, retention, and how long pulls, requests and questions
/// wait: one that waits for a time waits until the clock is moved. Whether a node is alive is told by real
/// time.
public final class VirtualClock: Sendable {
    private let state = Locked(State())

    private struct State {
        var now = Clocks.now
        var listeners: [@Sendable () async -> Void] = []
    }

    /// A clock that shows the time at which it is made.
    public init() {}

    /// Moves the clock on, and returns when the backbone has done what is due then.
    ///
    /// - Parameter duration: how far; not negative, in whole milliseconds.
    public func advance(by duration: Duration) async {
        precondition(duration >= .zero, "a clock does not go back")
        let listeners = state.withLock { state in
            let milliseconds = duration.wholeMilliseconds
            state.now.milliseconds += milliseconds
            state.now.time = Timestamp(
                microseconds: state.now.time.microseconds + milliseconds * 1_000)
            return state.listeners
        }
        for listener in listeners { await listener() }
    }

    /// This moment.
    package var now: Moment {
        var now = state.withLock { $0.now }
        now.liveness = Clocks.now.milliseconds
        return now
    }

    /// Calls `listener` each time the clock was moved.
    package func onAdvance(_ listener: @escaping @Sendable () async -> Void) {
        state.withLock { $0.listeners.append(listener) }
    }
}
