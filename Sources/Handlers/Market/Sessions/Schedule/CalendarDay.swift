/// A day of the proleptic Gregorian calendar: how many days after 1 January 1970 it comes.
struct CalendarDay: Hashable {
    /// Days since 1970.
    let number: Int64

    /// The seconds of a day without leap seconds.
    static let length: Int64 = 86_400

    /// The day of this number.
    init(number: Int64) {
        self.number = number
    }

    /// The day in which a second since 1970 lies.
    init(containing seconds: Int64) {
        number = seconds.dividedDown(by: Self.length)
    }

    /// A day by its date; a month of 13 is the next year's January.
    init(year: Int64, month: Int64, day: Int64 = 1) {
        let months = year * 12 + month - 1 - 2
        // Counted in years that begin on 1 March, so that leap days come last.
        let (marchYear, place) = (
            months.dividedDown(by: 12), months - months.dividedDown(by: 12) * 12
        )
        let leapDays =
            marchYear.dividedDown(by: 4) - marchYear.dividedDown(by: 100)
            + marchYear.dividedDown(by: 400)
        number = marchYear * 365 + leapDays + (153 * place + 2) / 5 + day - 1 - 719_468
    }

    /// The second since 1970 with which it begins.
    var start: Int64 { number * Self.length }

    /// 0 for Sunday to 6 for Saturday.
    var weekday: Int64 {
        let days = number + 4
        return days - days.dividedDown(by: 7) * 7
    }

    /// The year it is in.
    var year: Int64 {
        // A guess that is never too late, and at most one too early.
        let guess = (number * 400).dividedDown(by: 146_097) + 1_969
        let starts = (guess...(guess + 3)).last { Self(year: $0, month: 1).number <= number }
        guard let starts else { preconditionFailure("no year has the day \(number)") }
        return starts
    }
}
