package import Topics

/// The hours that a session looks at, and what each resource has to sell in them.
///
/// Rows are consecutive hours that end with the last hour of the forecast. A resource sells its power
/// moved by its lag: the hours from its last measurement to the end of the frame, so that the last
/// value it has stands in the last row, whether it is up to date or late.
package struct MarketFrame: Sendable {
    /// The hour of the first row.
    let start: Hour
    /// How many rows there are: history and forecast.
    let count: Int
    /// How many of the last rows are forecast.
    let horizon: Int
    /// For each resource that has data: what it sells, and its own power.
    let sellers: [Seller]
    /// Whether at least one resource has something to sell in a row; the other rows are not used.
    let isUsed: [Bool]

    /// A resource with data in the frame.
    struct Seller: Sendable {
        let id: String
        let owner: String
        /// Its power in every row; NaN where it is missing or the row is not used.
        let power: [Double]
        /// What it sells in every row; defined in all rows that are used.
        let feature: [Double]
        /// Whether the feature of a row was measured, and not filled in.
        let isMeasured: [Bool]
        /// By how many hours the feature is older than its row.
        let lag: Int
    }

    /// The frame of a session; resources without data in it are left out.
    package init(
        _ resources: [MarketResource], launch: Timestamp, parameters: MarketParameters
    ) {
        let horizon = parameters.horizonHours
        let count = parameters.historyHours + horizon
        let start = Hour(Hour(containing: launch).number - parameters.historyHours + 1)
        var raw: [(resource: MarketResource, power: [Double], moved: [Double], lag: Int)] = []
        var isUsed = [Bool](repeating: false, count: count)
        for resource in resources {
            let power = Self.power(resource.series, from: start, rows: count - horizon)
            guard let last = power.lastIndex(where: { !$0.isNaN }) else { continue }
            let lag = count - 1 - last
            var moved = [Double](repeating: .nan, count: count)
            for row in lag..<count where !power[row - lag].isNaN {
                moved[row] = power[row - lag]
                isUsed[row] = true
            }
            raw.append((resource, power, moved, lag))
        }
        self.start = start
        self.count = count
        self.horizon = horizon
        self.isUsed = isUsed
        sellers = raw.map { entry in
            var power = entry.power + [Double](repeating: .nan, count: horizon)
            for row in 0..<count where !isUsed[row] { power[row] = .nan }
            return Seller(
                id: entry.resource.id, owner: entry.resource.owner, power: power,
                feature: Self.filled(entry.moved, where: isUsed),
                isMeasured: entry.moved.map { !$0.isNaN }, lag: entry.lag)
        }
    }

    /// The rows that are history.
    var historyCount: Int { count - horizon }

    /// The hour of a row.
    func hour(ofRow row: Int) -> Hour { Hour(start.number + row) }

    /// The power in each row from `start`; NaN in gaps and for values that are not finite.
    private static func power(_ series: HourlySeries, from start: Hour, rows: Int) -> [Double] {
        var power = [Double](repeating: .nan, count: rows)
        let (offset, isFar) = series.start.number.subtractingReportingOverflow(start.number)
        guard !isFar else { return power }
        for (place, value) in series.values.enumerated() {
            let (row, overflow) = place.addingReportingOverflow(offset)
            guard !overflow, row >= 0, row < rows, let value, value.isFinite else { continue }
            power[row] = value
        }
        return power
    }

    /// Closes gaps: at most two rows before a known value take that value, the others the mean.
    private static func filled(_ values: [Double], where isUsed: [Bool]) -> [Double] {
        var filled = values
        var next = Double.nan
        var distance = 0
        var (sum, known) = (0.0, 0)
        for row in values.indices.reversed() where isUsed[row] {
            if !values[row].isNaN {
                next = values[row]
                distance = 0
            } else {
                distance += 1
                if distance <= 2 { filled[row] = next }
            }
            if !filled[row].isNaN {
                sum += filled[row]
                known += 1
            }
        }
        let mean = sum / Double(known)
        for row in values.indices where isUsed[row] && filled[row].isNaN { filled[row] = mean }
        return filled
    }
}
