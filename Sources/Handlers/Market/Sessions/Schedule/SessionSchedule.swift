package import Topics

/// When the gates of sessions close.
package enum SessionSchedule: Hashable, Sendable {
    /// When an operator says so.
    case manual
    /// At every whole multiple of so many minutes after midnight UTC, 1 to 1,440.
    case every(minutes: Int)
    /// Once a day at a time of a place, given as minutes after midnight, 0 to 1,439.
    ///
    /// Where clocks skip that time, the gate closes at the first moment after the gap; where they show it
    /// twice, at the first of the two.
    case daily(minuteOfDay: Int, zone: TimeZoneRules)

    /// The first moment later than this one at which a gate closes; nil when an operator closes it.
    package func nextClosure(after now: Timestamp) -> Timestamp? {
        switch self {
        case .manual: nil
        case .every(let minutes): Self.nextMultiple(of: minutes, after: now)
        case .daily(let minuteOfDay, let zone): Self.next(minuteOfDay, in: zone, after: now)
        }
    }

    private static func nextMultiple(of minutes: Int, after now: Timestamp) -> Timestamp {
        let midnight = CalendarDay(containing: now.seconds)
        let minute = now.seconds.dividedDown(by: 60) - midnight.start / 60
        let next = (minute / Int64(minutes) + 1) * Int64(minutes)
        return Timestamp(seconds: midnight.start + min(next, 1_440) * 60)
    }

    private static func next(
        _ minuteOfDay: Int, in zone: TimeZoneRules, after now: Timestamp
    ) -> Timestamp {
        let today = CalendarDay(containing: now.seconds + Int64(zone.offset(at: now.seconds)))
        // A zone may have left out a day, and clocks that go back may bring yesterday again.
        for day in (today.number - 1)...(today.number + 2) {
            let local = CalendarDay(number: day).start + Int64(minuteOfDay) * 60
            let moment = Timestamp(seconds: zone.moment(of: local))
            if moment > now { return moment }
        }
        preconditionFailure("no day has this time within two days after \(now)")
    }
}

extension SessionSchedule: CustomStringConvertible {
    /// As people say it: `manual`, `every 60m`, `daily 10:00 Europe/Brussels`.
    package var description: String {
        switch self {
        case .manual: return "manual"
        case .every(let minutes): return "every \(minutes)m"
        case .daily(let minute, let zone):
            let (hours, minutes) = minute.quotientAndRemainder(dividingBy: 60)
            return "daily \(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes) "
                + zone.name
        }
    }
}

extension Timestamp {
    /// Whole seconds since 1970, rounded down.
    var seconds: Int64 { microseconds.dividedDown(by: 1_000_000) }

    /// The moment so many seconds after 1970 began.
    init(seconds: Int64) {
        self.init(microseconds: seconds * 1_000_000)
    }
}

extension Int64 {
    /// The quotient rounded down, also of a negative number.
    func dividedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
