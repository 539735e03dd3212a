/// When the gates of a market's sessions close, as it is written: `manual`, `every 60m` or
/// `daily 10:00 Europe/Brussels`.
public enum MarketSchedule: Hashable, Sendable {
    /// When an operator says so.
    case manual
    /// At every whole multiple of so many minutes after midnight UTC, 1 to 1,440.
    case every(minutes: Int)
    /// Once a day, so many minutes after midnight by the clocks of a place; without one by UTC.
    case daily(minuteOfDay: Int, zone: String)

    /// Reads a schedule.
    ///
    /// - Throws: `NameError` that says what a schedule looks like.
    public init(_ text: String) throws(NameError) {
        let words = text.split(separator: " ")
        switch (words.first, words.count) {
        case ("manual", 1): self = .manual
        case ("every", 2):
            guard let minutes = Self.minutes(words[1]) else {
                throw NameError(
                    text, isNot: "a schedule", because: "it is every 1m to 1440m, or 1h to 24h")
            }
            self = .every(minutes: minutes)
        case ("daily", 2...3):
            guard let minute = Self.minuteOfDay(words[1]) else {
                throw NameError(
                    text, isNot: "a schedule", because: "the time is from 00:00 to 23:59")
            }
            self = .daily(minuteOfDay: minute, zone: words.count == 3 ? String(words[2]) : "UTC")
        default:
            throw NameError(
                text, isNot: "a schedule",
                because: "it is manual, \"every 60m\" or \"daily 10:00 Europe/Brussels\"")
        }
    }

    /// The schedule as it is written.
    public var text: String {
        switch self {
        case .manual: "manual"
        case .every(let minutes): "every \(minutes)m"
        case .daily(let minute, let zone):
            "daily \(Self.twoDigits(minute / 60)):\(Self.twoDigits(minute % 60)) \(zone)"
        }
    }

    private static func minutes(_ word: Substring) -> Int? {
        guard let number = Int(word.dropLast()), (1...1_440).contains(number) else { return nil }
        switch word.last {
        case "m": return number
        case "h": return number <= 24 ? number * 60 : nil
        default: return nil
        }
    }

    private static func minuteOfDay(_ word: Substring) -> Int? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour),
            (0...59).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
