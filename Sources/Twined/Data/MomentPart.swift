import Topics

/// A part of a moment, such as its year or the time of its day, in UTC.
struct MomentPart {
    /// The part as a number that orders like it.
    let number: Int64
    /// Whether the action names several values, of which the part is one.
    let isList: Bool
    /// Whether the action names the first and the last value.
    let isRange: Bool
    private let kind: Kind

    private enum Kind {
        case number
        case time
        case date
    }

    init(_ action: FilterAction, of moment: Timestamp) {
        let name = action.rawValue
        isRange = action == .inDateRange || action == .inTimeRange
        isList = !isRange && name.hasSuffix("_in")
        let day = moment.microseconds.flooredQuotient(by: 86_400_000_000)
        let time = moment.microseconds - day * 86_400_000_000
        // 1970 began on a Thursday.
        let weekday = day + 3 - (day + 3).flooredQuotient(by: 7) * 7
        // `2026-11-21T08:15:30.000125+00:00`
        let text = Array(moment.description.utf8)
        func digits(_ range: Range<Int>) -> Int64 {
            text[range].reduce(0) { $0 * 10 + Int64($1) - 48 }
        }
        kind =
            switch action {
            case .timeEquals, .timeIn, .inTimeRange: .time
            case .inDateRange: .date
            default: .number
            }
        number =
            switch action {
            case .yearEquals, .yearIn: digits(0..<4)
            case .monthEquals, .monthIn: digits(5..<7)
            case .dayEquals, .dayIn: digits(8..<10)
            case .weekdayEquals, .weekdayIn: weekday
            case .isoWeekdayEquals, .isoWeekdayIn: weekday + 1
            case .hourEquals, .hourIn: time / 3_600_000_000
            case .minuteEquals, .minuteIn: time / 60_000_000 % 60
            case .secondEquals, .secondIn: time / 1_000_000 % 60
            case .timeEquals, .timeIn, .inTimeRange: time
            case .inDateRange: day
            default: preconditionFailure("\(action) is of no part of a time")
            }
    }

    /// The number of a value that is compared with the part; nil when it does not fit.
    func read(_ value: JSONValue) -> Int64? {
        switch kind {
        case .number: return value.integer.map(Int64.init)
        case .time:
            guard let text = value.string else { return nil }
            // A time may leave its seconds out.
            let whole = text.utf8.count == 5 ? text + ":00" : text
            return (try? Timestamp("1970-01-01T\(whole)Z"))?.microseconds
        case .date:
            guard let text = value.string, let moment = try? Timestamp("\(text)T00:00:00Z") else {
                return nil
            }
            return moment.microseconds.flooredQuotient(by: 86_400_000_000)
        }
    }

    /// What the value needs to be, for a sentence.
    var form: String {
        switch kind {
        case .number: "an integer"
        case .time: "a time as 08:15:30"
        case .date: "a date as 2026-11-21"
        }
    }
}

extension Int64 {
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
