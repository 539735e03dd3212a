import Handlers
import Topics

/// The clocks that an engine under test goes by.
///
/// After a restart the clock that only goes forward begins anew, as that of a machine that was switched
/// off does; the calendar goes on.
struct EngineClock: Sendable {
    private var milliseconds: Int64 = 5_000
    private var calendar: Int64 = 1_700_000_000_000

    /// This moment.
    var now: Moment {
        Moment(
            milliseconds: milliseconds, time: Timestamp(microseconds: calendar * 1_000))
    }

    /// Lets time pass.
    mutating func advance(by duration: Duration) {
        milliseconds += duration.inMilliseconds
        calendar += duration.inMilliseconds
    }

    /// Sets the calendar.
    mutating func setCalendar(by duration: Duration) {
        calendar += duration.inMilliseconds
    }

    /// The machine was off for so long.
    mutating func restart(after duration: Duration) {
        calendar += duration.inMilliseconds
        milliseconds = 5_000
    }

    /// How an engine lets a time pass: in steps, so that what is due in between happens in between, and
    /// the last ones small, so that what is due at the end has happened.
    static func steps(of duration: Duration) -> [Duration] {
        let tick = Duration.milliseconds(100)
        guard duration > tick * 4 else { return [duration] }
        let most = duration - tick * 3
        let step = max(.seconds(1), most / 60)
        var steps: [Duration] = []
        var left = most
        while left > step {
            steps.append(step)
            left -= step
        }
        return steps + [left, tick, tick, tick]
    }
}

extension Duration {
    /// The duration in milliseconds, rounded down.
    var inMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
