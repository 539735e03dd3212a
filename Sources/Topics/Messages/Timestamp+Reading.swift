extension Timestamp {
    /// Reads ISO 8601 as `description` writes it: `2026-11-21T08:15:30.000125+00:00`.
    ///
    /// The fraction may be left out or have 1 to 9 digits, of which six count; the offset may be `Z` or
    /// any `+hh:mm` or `-hh:mm`.
    ///
    /// - Throws: `NameError` when the text has another form, names a day that there is not, or a moment
    ///   outside the years 1 to 9999 of UTC.
    public init(_ text: String) throws(NameError) {
        var scanner = Scanner(bytes: Array(text.utf8))
        guard let microseconds = scanner.microseconds() else {
            throw NameError(
                text, isNot: "a time",
                because: "it needs the form 2026-11-21T08:15:30.000125+00:00, on a day that exists")
        }
        self.init(microseconds: microseconds)
    }

    /// Reads the parts of a time from front to back.
    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        /// Years 1 to 9999 of UTC: an offset can lead out of them, to years without four digits.
        static let writableSeconds: Range<Int64> = -62_135_596_800..<253_402_300_800

        mutating func microseconds() -> Int64? {
            guard let year = number(4, in: 1...9_999), skip("-"),
                let month = number(2, in: 1...12), skip("-"),
                let day = number(2, in: 1...Self.days(in: month, of: year)),
                skip("T") || skip("t") || skip(" "),
                let hour = number(2, in: 0...23), skip(":"),
                let minute = number(2, in: 0...59), skip(":"),
                let second = number(2, in: 0...59), let fraction = fraction(),
                let offset = offset(), position == bytes.count
            else { return nil }
            let days = Self.daysSince1970(year: year, month: month, day: day)
            let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second
            guard Self.writableSeconds.contains(seconds) else { return nil }
            return seconds * 1_000_000 + fraction
        }

        private mutating func number(_ digits: Int, in range: ClosedRange<Int64>) -> Int64? {
            var value: Int64 = 0
            for _ in 0..<digits {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return range.contains(value) ? value : nil
        }

        private mutating func fraction() -> Int64? {
            guard skip(".") else { return 0 }
            var (value, unit): (Int64, Int64) = (0, 100_000)
            var count = 0
            while let digit = digit() {
                value += digit * unit
                unit /= 10
                count += 1
            }
            return (1...9).contains(count) ? value : nil
        }

        /// Minutes east of UTC.
        private mutating func offset() -> Int64? {
            if skip("Z") || skip("z") { return 0 }
            let isEast = skip("+")
            guard isEast || skip("-"), let hours = number(2, in: 0...23), skip(":"),
                let minutes = number(2, in: 0...59)
            else { return nil }
            return (isEast ? 1 : -1) * (hours * 60 + minutes)
        }

        private mutating func digit() -> Int64? {
            guard position < bytes.count,
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
            else { return nil }
            defer { position += 1 }
            return Int64(bytes[position] - UInt8(ascii: "0"))
        }

        private mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
                return false
            }
            position += 1
            return true
        }

        private static func days(in month: Int64, of year: Int64) -> Int64 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            return switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }

        /// Days of the proleptic Gregorian calendar, with years that begin on 1 March.
        private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
            let marchYear = month > 2 ? year : year - 1
            let monthFromMarch = (month + 9) % 12
            let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
            return marchYear * 365 + leapDays + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468
        }
    }
}
