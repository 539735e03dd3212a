import MarketEngine
import Topics

/// Measurements come, are corrected, and are looked at.
enum MeasurementMethods {
    static let all: [MarketMethod] = [
        .change("measurements.put", put), .look("measurements.list", list),
    ]

    /// The lengths of time that a measurement may be the mean of, in minutes.
    static let intervals: [Int64] = [5, 15, 30, 60]

    private static func put(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let key = fields.text("resource", limit: ResourceMethods.idLimit)
        let unit = fields.word("unit", as: PowerUnit.self)
        let interval = fields.integer("interval_minutes")
        if let interval, !intervals.contains(interval) {
            fields.refuse("interval_minutes", "is \(interval), and not one of 5, 15, 30, 60")
        }
        let series = MeasurementSeries(&fields, now: turn.now)
        let user = try turn.actor(&fields)
        let (newUnit, minutes) = (try fields.checked(unit), Int(try fields.checked(interval)))
        let resource = try turn.liveResource(try fields.checked(key), of: user)
        guard resource.kind == .measurements else {
            throw RequestRefusal(
                .conflict, "not-measurements", "the resource \(resource.id) has forecasts only")
        }
        let readings = series.values.map { time, value in
            Reading(
                PowerReading(time: time, value: value, unit: newUnit), intervalMinutes: minutes)
        }
        let counts = try turn.store.readings.put(readings, of: resource.number, at: turn.now)
        let times = readings.map(\.power.time)
        return [
            "resource": .string(resource.id), "added": JSONValue(counts.added),
            "updated": JSONValue(counts.updated), "unchanged": JSONValue(counts.unchanged),
            "first": times.min().map { .string($0.description) } ?? .null,
            "last": times.max().map { .string($0.description) } ?? .null,
        ]
    }

    private static func list(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let key = fields.text("resource", limit: ResourceMethods.idLimit)
        let from = fields.timeIfPresent("from") ?? Timestamp(microseconds: .min)
        let to = fields.timeIfPresent("to") ?? Timestamp(microseconds: .max)
        let after = fields.timeIfPresent("after")
        let limit = fields.limit()
        let user = try turn.actor(&fields)
        let resource = try turn.visibleResource(try fields.checked(key), to: user)
        let start = after.map { max(from, Timestamp(microseconds: $0.microseconds + 1)) } ?? from
        let readings = try turn.store.readings.readings(
            of: resource.number, from: start, to: to, limit: limit + 1)
        let rows = readings.prefix(limit).map { reading -> JSONValue in
            [
                "at": .string(reading.power.time.description),
                "value": .number(JSONNumber(reading.power.value) ?? 0),
                "unit": .string(reading.power.unit.rawValue),
                "interval_minutes": JSONValue(reading.intervalMinutes),
            ]
        }
        let next = readings.count > limit ? rows.last?["at"] : nil
        return [
            "resource": .string(resource.id), "measurements": .array(rows), "next": next ?? .null,
        ]
    }
}
