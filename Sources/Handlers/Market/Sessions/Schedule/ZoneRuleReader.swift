/// Reads the parts of a rule of `TZ` from front to back (POSIX.1-2024, 8.3, with the extensions of RFC 9636).
struct ZoneRuleReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Whether all was read.
    var isAtEnd: Bool { position == bytes.count }

    /// Whether a character comes next.
    func isAt(_ character: Unicode.Scalar) -> Bool {
        position < bytes.count && bytes[position] == UInt8(ascii: character)
    }

    /// Passes over a character, and tells whether it was there.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        position += 1
        return true
    }

    /// Passes over what a time is called: three letters or more, or anything between < and >.
    mutating func name() -> Bool {
        if skip("<") {
            while !isAtEnd, !isAt(">") { position += 1 }
            return skip(">")
        }
        let start = position
        while !isAtEnd, Self.isLetter(bytes[position]) { position += 1 }
        return position - start >= 3
    }

    /// Seconds ahead of UTC, which the text gives as the time to add to get UTC.
    mutating func offset() -> Int? {
        time(hours: 0...24).map { -$0 }
    }

    /// A day and a time, which is two o'clock where it is not given.
    mutating func moment() -> YearlyMoment? {
        guard let day = day() else { return nil }
        guard skip("/") else { return YearlyMoment(day: day, time: 7_200) }
        return time(hours: 0...167).map { YearlyMoment(day: day, time: $0) }
    }

    private mutating func day() -> YearlyMoment.Day? {
        if skip("J") { return number(in: 1...365).map { .ofYearWithoutLeapDay($0) } }
        guard skip("M") else { return number(in: 0...365).map { .ofYear($0) } }
        guard let month = number(in: 1...12), skip("."), let week = number(in: 1...5), skip("."),
            let weekday = number(in: 0...6)
        else { return nil }
        return .weekday(weekday, week: week, month: month)
    }

    /// Seconds, written as hours with minutes and seconds where there are any.
    private mutating func time(hours range: ClosedRange<Int64>) -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hours = number(in: range) else { return nil }
        var seconds = hours * 3_600
        for unit in [Int64(60), 1] where skip(":") {
            guard let number = number(in: 0...59) else { return nil }
            seconds += number * unit
        }
        return Int(isNegative ? -seconds : seconds)
    }

    private mutating func number(in range: ClosedRange<Int64>) -> Int64? {
        let start = position
        var value: Int64 = 0
        while !isAtEnd, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]),
            position - start < 3
        {
            value = value * 10 + Int64(bytes[position] - UInt8(ascii: "0"))
            position += 1
        }
        return position > start && range.contains(value) ? value : nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF)
    }
}
