/// A moment of the calendar, in microseconds since 1970-01-01T00:00:00 UTC, leap seconds not counted.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970.
    public let microseconds: Int64

    /// The moment this many microseconds after 1970 began in UTC.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// ISO 8601 in UTC with microseconds, as Twined writes it: `2026-11-21T08:15:30.000125+00:00`.
    public var description: String {
        let (days, timeOfDay) = microseconds.quotientRoundedDown(by: 86_400_000_000)
        let date = Self.civilDate(daysSince1970: days)
        let (seconds, fraction) = timeOfDay.quotientAndRemainder(dividingBy: 1_000_000)
        return "\(Self.padded(date.year, to: 4))-\(Self.padded(date.month, to: 2))-"
            + "\(Self.padded(date.day, to: 2))T\(Self.padded(seconds / 3600, to: 2)):"
            + "\(Self.padded(seconds / 60 % 60, to: 2)):\(Self.padded(seconds % 60, to: 2))."
            + "\(Self.padded(fraction, to: 6))+00:00"
    }

    /// The moment this long afterwards.
    public func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(
            microseconds: microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    /// Whether the left moment comes first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The proleptic Gregorian date, by counting years from 1 March so that leap days come last.
    private static func civilDate(
        daysSince1970 days: Int64
    ) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).quotientRoundedDown(by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    fileprivate func quotientRoundedDown(by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
