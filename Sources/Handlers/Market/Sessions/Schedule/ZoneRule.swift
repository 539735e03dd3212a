/// When clocks change every year, as POSIX writes it in `TZ`: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Hashable, Sendable {
    /// How many seconds standard time is ahead of UTC.
    let standard: Int
    /// The other time, and when it holds; nil where clocks are not changed.
    let summer: Summer?

    /// Time that differs from standard time for a part of every year.
    struct Summer: Hashable, Sendable {
        /// How many seconds it is ahead of UTC.
        let offset: Int
        /// When it begins, by clocks that show standard time.
        let start: YearlyMoment
        /// When it ends, by clocks that show this time.
        let end: YearlyMoment
    }

    /// Reads a rule; nil when the text is none. The names of the times do not matter.
    init?(_ text: String) {
        var reader = ZoneRuleReader(text)
        guard reader.name(), let standard = reader.offset() else { return nil }
        self.standard = standard
        guard !reader.isAtEnd else {
            summer = nil
            return
        }
        guard reader.name() else { return nil }
        let isGiven = !reader.isAt(",")
        guard let offset = isGiven ? reader.offset() : standard + 3_600, reader.skip(","),
            let start = reader.moment(), reader.skip(","), let end = reader.moment(), reader.isAtEnd
        else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    /// How many seconds clocks are ahead of UTC at a second since 1970.
    func offset(at second: Int64) -> Int {
        guard let summer else { return standard }
        let year = CalendarDay(containing: second + Int64(standard)).year
        let start = summer.start.second(of: year) - Int64(standard)
        let end = summer.end.second(of: year) - Int64(summer.offset)
        // South of the equator summer is where the year begins and ends.
        let isSummer =
            start < end ? (start..<end).contains(second) : !(end..<start).contains(second)
        return isSummer ? summer.offset : standard
    }
}
