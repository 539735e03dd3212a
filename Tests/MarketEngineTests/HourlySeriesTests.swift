import MarketEngine
import Testing
import Topics

@Suite struct `An hourly series` {
    private func reading(
        _ time: String, _ value: Double, _ unit: PowerUnit = .kilowatts
    ) throws -> PowerReading {
        PowerReading(time: try Timestamp(time), value: value, unit: unit)
    }

    @Test func `is the mean of each hour until the launch, in kilowatts`() throws {
        let series = HourlySeries(
            [
                try reading("2026-01-01T02:59:59Z", 3_000, .watts),
                try reading("2026-01-01T00:10:00Z", 1),
                try reading("2026-01-01T00:50:00Z", 0.003, .megawatts),
                try reading("2026-01-01T03:30:00Z", 8),
                try reading("2026-01-01T03:30:01Z", 100),
                try reading("2026-01-01T01:00:00Z", .nan),
            ], until: try Timestamp("2026-01-01T03:30:00Z"))
        #expect(series.start == MarketFixture.hour("2026-01-01T00:00:00Z"))
        #expect(series.values == [2, nil, 3, 8])
        #expect(series[MarketFixture.hour("2026-01-01T03:00:00Z")] == 8)
        #expect(series[MarketFixture.hour("2026-01-01T04:00:00Z")] == nil)
    }

    @Test func `holds no reading older than a hundred years`() throws {
        let series = HourlySeries(
            [try reading("0100-01-01T00:00:00Z", 1), try reading("2026-01-01T00:00:00Z", 2)],
            until: try Timestamp("2026-01-01T00:00:00Z"))
        #expect(series.values == [2])
    }

    @Test func `hours before 1970 are counted downwards`() throws {
        #expect(Hour(containing: Timestamp(microseconds: -1)) == Hour(-1))
        #expect(Hour(-1).start == Timestamp(microseconds: -3_600_000_000))
    }
}
