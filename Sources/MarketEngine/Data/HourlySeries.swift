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
        var sums: [Hour: (sum: Double, count: Int)] = [:]
        let oldest = Hour(containing: launch).number - Self.longest
        for reading in readings where reading.time <= launch && reading.value.isFinite {
            let hour = Hour(containing: reading.time)
            guard hour.number > oldest else { continue }
            let known = sums[hour, default: (0, 0)]
            let value = reading.value * reading.unit.kilowatts
            sums[hour] = (known.sum + value, known.count + 1)
        }
        guard let first = sums.keys.min(), let last = sums.keys.max() else {
            self.init(start: Hour(containing: launch), values: [])
            return
        }
        var values = [Double?](repeating: nil, count: last.number - first.number + 1)
        for (hour, mean) in sums {
            values[hour.number - first.number] = mean.sum / Double(mean.count)
        }
        self.init(start: first, values: values)
    }

    /// The value of an hour; nil in a gap, and before and after the series.
    package subscript(hour: Hour) -> Double? {
        let (place, isFar) = hour.number.subtractingReportingOverflow(start.number)
        return !isFar && values.indices.contains(place) ? values[place] : nil
    }
}
