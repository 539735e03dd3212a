/// A moment that comes every year, such as two o'clock on the last Sunday in March.
struct YearlyMoment: Hashable, Sendable {
    /// The day.
    let day: Day
    /// Seconds after its midnight; more than a day, or before it, is allowed.
    let time: Int

    /// A day that comes every year.
    enum Day: Hashable, Sendable {
        /// A weekday, Sunday is 0, in a week of a month; week 5 is the last that there is.
        case weekday(Int64, week: Int64, month: Int64)
        /// A day of the year from 1, and 29 February is not counted.
        case ofYearWithoutLeapDay(Int64)
        /// A day of the year from 0.
        case ofYear(Int64)
    }

    /// The second since 1970 in a year, if clocks went as UTC.
    func second(of year: Int64) -> Int64 {
        start(of: year) + Int64(time)
    }

    private func start(of year: Int64) -> Int64 {
        let first = CalendarDay(year: year, month: 1)
        switch day {
        case .ofYear(let place):
            return CalendarDay(number: first.number + place).start
        case .ofYearWithoutLeapDay(let place):
            let march = CalendarDay(year: year, month: 3)
            let isAfterLeapDay = place > 59 && march.number - first.number == 60
            return CalendarDay(number: first.number + place - (isAfterLeapDay ? 0 : 1)).start
        case .weekday(let weekday, let week, let month):
            let begin = CalendarDay(year: year, month: month)
            let end = CalendarDay(year: year, month: month + 1)
            let days = weekday - begin.weekday
            var number = begin.number + (days < 0 ? days + 7 : days) + (week - 1) * 7
            if number >= end.number { number -= 7 }
            return CalendarDay(number: number).start
        }
    }
}
