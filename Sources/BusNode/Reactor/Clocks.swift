package import Handlers
package import Topics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The clocks of this process.
package enum Clocks {
    /// This moment, by the clock that only goes forward and by the calendar.
    package static var now: Moment {
        let calendar = read(CLOCK_REALTIME)
        return Moment(
            milliseconds: read(CLOCK_MONOTONIC) / 1_000,
            time: Timestamp(microseconds: calendar))
    }

    /// This moment, by the calendar alone.
    package static var calendar: Timestamp {
        Timestamp(microseconds: read(CLOCK_REALTIME))
    }

    /// The time of a clock in microseconds.
    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        let result = clock_gettime(clock, &time)
        precondition(result == 0, "clock_gettime failed for clock \(clock)")
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
