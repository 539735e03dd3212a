package import Topics

/// The power of one resource, hour by hour, with gaps.
package struct HourlySeries: Codable, Hashable, Sendable {
    /// The hour of the first value.
    package let start: Hour
    /// The mean power of each hour in kW; nil where nothing was measured.
    package let values: [Double?]

    /// The hours before a launch that are looked at at most: a hundred years.
    package static let longest = 876_600

    /// A series that was averaged before.
    package init(start: Hour, values: [Double?]) {
        self.start = start
        self.values = values
    }

    /// The means over hours of the readings until a moment: the running hour counts, hours without a
    /// reading are gaps; values that are not finite and what is older than `longest` are left out.
    ///
    /// In `legacy` mode the original took watts and megawatts for kilowatts; here units are always
    /// converted, so pass `.kilowatts` throughout to repeat one of its runs.
    package init(_ readings: some Sequence<PowerReading>, until launch: Timestamp) {
        let oldest = Hour(containing: launch).number - Self.longest
        let known = Array(readings).filter { reading in
            reading.time <= launch && reading.value.isFinite
                && Hour(containing: reading.time).number > oldest
        }
        let hours = known.map { Hour(containing: $0.time).number }
        guard let first = hours.min(), let last = hours.max() else {
            self.init(start: Hour(containing: launch), values: [])
            return
        }
        var sums = [Double](repeating: 0, count: last - first + 1)
        var counts = [Int](repeating: 0, count: last - first + 1)
        for (reading, hour) in zip(known, hours) {
            sums[hour - first] += reading.value * reading.unit.kilowatts
            counts[hour - first] += 1
        }
        let values = zip(sums, counts).map { sum, count in count > 0 ? sum / Double(count) : nil }
        self.init(start: Hour(first), values: values)
    }

    /// The value of an hour; nil in a gap, and before and after the series.
    package subscript(hour: Hour) -> Double? {
        let (place, isFar) = hour.number.subtractingReportingOverflow(start.number)
        return !isFar && values.indices.contains(place) ? values[place] : nil
    }
}
