import MarketEngine
import Store
import Topics

/// How good the data of a resource are for the sessions to come: what is there, what is missing, how late.
struct DataQuality {
    private let hours: Int
    private let readings: [Reading]
    private let now: Timestamp

    /// The most hours that are looked at: ten years.
    static let longest: Int64 = 87_600
    /// The most gaps that are listed, the newest.
    static let mostGaps = 100

    /// Looks at the last hours until now, the running one among them.
    init(
        of resource: Int64, in table: ReadingTable, hours: Int, at now: Timestamp
    ) throws(StoreError) {
        self.hours = hours
        self.now = now
        let start = Hour(Hour(containing: now).number - hours + 1).start
        readings = try table.readings(of: resource, from: start, to: now)
    }

    /// The findings as a reply shows them.
    var json: JSONObject {
        let present = Set(readings.map { Hour(containing: $0.power.time) }).sorted()
        let gaps = zip(present, present.dropFirst())
            .map { (from: $0.number + 1, hours: $1.number - $0.number - 1) }
            .filter { $0.hours > 0 }
        let values = readings.map(\.power.value)
        return [
            "hours": JSONValue(hours), "readings": JSONValue(readings.count),
            "first": time(readings.first), "last": time(readings.last),
            "lateness_hours": present.last.map {
                JSONValue(Hour(containing: now).number - $0.number)
            } ?? .null,
            "hours_present": JSONValue(present.count),
            "share_present": number(Double(present.count) / Double(hours)),
            "gap_count": JSONValue(gaps.count),
            "gap_hours": JSONValue(gaps.reduce(0) { $0 + $1.hours }),
            "gaps": .array(
                gaps.suffix(Self.mostGaps).map { gap in
                    [
                        "from": .string(Hour(gap.from).start.description),
                        "hours": JSONValue(gap.hours),
                    ]
                }),
            "units": .array(Set(readings.map(\.power.unit.rawValue)).sorted().map { .string($0) }),
            "intervals_minutes": .array(
                Set(readings.map(\.intervalMinutes)).sorted().map { JSONValue($0) }),
            "negative_values": JSONValue(values.count { $0 < 0 }),
            "lowest_kw": number(readings.map(\.kilowatts).min()),
            "highest_kw": number(readings.map(\.kilowatts).max()),
        ]
    }

    private func time(_ reading: Reading?) -> JSONValue {
        reading.map { .string($0.power.time.description) } ?? .null
    }

    private func number(_ value: Double?) -> JSONValue {
        value.flatMap { JSONNumber($0) }.map { .number($0) } ?? .null
    }
}

extension Reading {
    fileprivate var kilowatts: Double { power.value * power.unit.kilowatts }
}
