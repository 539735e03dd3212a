package import Topics

/// When something is handled: by a clock that only goes forward, and by the calendar.
///
/// Leases and time-outs count on the first, so that a clock which is set does not end them; what people
/// read is written with the second.
package struct Moment: Sendable, Equatable {
    /// Milliseconds since some fixed event of this process.
    package var milliseconds: Int64
    /// The calendar's moment.
    package var time: Timestamp
    /// Milliseconds of the clock by which peers are alive or not. It goes with the first one but where a
    /// test moves that: nodes say they are alive by clocks of their own.
    package var liveness: Int64

    /// A moment by all clocks.
    package init(milliseconds: Int64, time: Timestamp, liveness: Int64? = nil) {
        self.milliseconds = milliseconds
        self.time = time
        self.liveness = liveness ?? milliseconds
    }
}
