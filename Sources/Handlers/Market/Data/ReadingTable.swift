import MarketEngine
package import Store
package import Topics

/// What was measured, with all that was corrected since: rows are added, and never changed.
package struct ReadingTable {
    private let connection: Connection
    private let selectCount: Statement
    private let setCount: Statement
    private let selectLast: Statement
    private let selectRange: Statement
    private let insert: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        selectCount = try connection.prepare("SELECT count FROM reading_count")
        setCount = try connection.prepare("UPDATE reading_count SET count = ?")
        selectLast = try connection.prepare(
            """
            SELECT at, value, unit, interval_minutes FROM reading
            WHERE resource = ? AND at = ? ORDER BY number DESC LIMIT 1
            """)
        selectRange = try connection.prepare(
            """
            SELECT at, value, unit, interval_minutes FROM reading
            WHERE resource = ? AND at >= ? AND at <= ? AND number <= ? ORDER BY at, number
            """)
        insert = try connection.prepare(
            """
            INSERT INTO reading
                (number, resource, at, value, unit, interval_minutes, received_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
    }

    /// The number of the newest row; 0 without any. A session looks at no row after it was launched.
    package func lastNumber() throws(StoreError) -> Int64 {
        try selectCount.firstRow { $0.integer(at: 0) } ?? 0
    }

    /// Adds what is not known yet, or differs from what is known.
    func put(
        _ readings: [Reading], of resource: Int64, at now: Timestamp
    ) throws(StoreError) -> (added: Int, updated: Int, unchanged: Int) {
        var number = try lastNumber()
        var counts = (added: 0, updated: 0, unchanged: 0)
        for reading in readings {
            let known = try current(at: reading.power.time, of: resource)
            if known == reading {
                counts.unchanged += 1
                continue
            }
            if known == nil { counts.added += 1 } else { counts.updated += 1 }
            number += 1
            try insert.bind(number, at: 1)
            try insert.bind(resource, at: 2)
            try insert.bind(reading.power.time.microseconds, at: 3)
            try insert.bind(reading.power.value, at: 4)
            try insert.bind(reading.power.unit.rawValue, at: 5)
            try insert.bind(reading.intervalMinutes, at: 6)
            try insert.bind(now.microseconds, at: 7)
            try insert.run()
        }
        try setCount.bind(number, at: 1)
        try setCount.run()
        return counts
    }

    /// What counts of a stretch of time, in order of time; both ends are part of it.
    ///
    /// - Parameters:
    ///   - newest: Rows with a higher number are passed over, as if they had not come yet.
    ///   - limit: How many are read at most.
    package func readings(
        of resource: Int64, from start: Timestamp, to end: Timestamp,
        newest: Int64 = .max, limit: Int = .max
    ) throws(StoreError) -> [Reading] {
        try selectRange.bind(resource, at: 1)
        try selectRange.bind(start.microseconds, at: 2)
        try selectRange.bind(end.microseconds, at: 3)
        try selectRange.bind(newest, at: 4)
        defer { selectRange.reset() }
        var readings: [Reading] = []
        while try selectRange.step() {
            let reading = Self.reading(selectRange)
            if let last = readings.last, last.power.time == reading.power.time {
                readings[readings.count - 1] = reading
            } else if readings.count < limit {
                readings.append(reading)
            } else {
                break
            }
        }
        return readings
    }

    private func current(
        at time: Timestamp, of resource: Int64
    ) throws(StoreError) -> Reading? {
        try selectLast.bind(resource, at: 1)
        try selectLast.bind(time.microseconds, at: 2)
        return try selectLast.firstRow(Self.reading)
    }

    private static func reading(_ row: Statement) -> Reading {
        let unit = row.withUnsafeBytes(at: 2) { Self.unit(of: $0.first) }
        let time = Timestamp(microseconds: row.integer(at: 0))
        return Reading(
            PowerReading(time: time, value: row.double(at: 1), unit: unit),
            intervalMinutes: Int(row.integer(at: 3)))
    }

    /// The unit whose word begins so: a session reads half a million, and making texts of them takes long.
    private static func unit(of letter: UInt8?) -> PowerUnit {
        switch letter {
        case UInt8(ascii: "w"): .watts
        case UInt8(ascii: "k"): .kilowatts
        case UInt8(ascii: "m"): .megawatts
        default: preconditionFailure("the file holds the three units only")
        }
    }
}
