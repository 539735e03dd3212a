import Testing
import Topics

@testable import Handlers

struct SessionScheduleTests {
    /// What the machine's files say today, so that no test depends on the machine.
    static let brussels = "CET-1CEST,M3.5.0,M10.5.0/3"
    static let newYork = "EST5EDT,M3.2.0,M11.1.0"
    static let sydney = "AEST-10AEDT,M10.1.0,M4.1.0/3"

    private func closure(
        _ schedule: SessionSchedule, after now: String
    ) throws -> String? {
        let moment = schedule.nextClosure(after: try Timestamp(now))
        return moment.map { String($0.description.prefix(19)) + "Z" }
    }

    private func daily(_ time: Int, _ zone: String) throws -> SessionSchedule {
        .daily(minuteOfDay: time / 100 * 60 + time % 100, zone: try TimeZoneRules(zone))
    }

    @Test func `with a manual schedule no gate closes by itself`() throws {
        #expect(try closure(.manual, after: "2026-11-21T08:00:00Z") == nil)
    }

    @Test(arguments: [
        (60, "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z"),
        (60, "2026-11-21T08:59:59.999999Z", "2026-11-21T09:00:00Z"),
        (15, "2026-11-21T08:07:00Z", "2026-11-21T08:15:00Z"),
        (1_440, "2026-11-21T08:00:00Z", "2026-11-22T00:00:00Z"),
        (1, "1969-12-31T23:59:30Z", "1970-01-01T00:00:00Z"),
        // Not a part of a day: the last one ends at midnight.
        (1_000, "2026-11-21T17:00:00Z", "2026-11-22T00:00:00Z"),
    ])
    func `a gate closes at whole multiples of minutes after midnight`(
        minutes: Int, now: String, expected: String
    ) throws {
        #expect(try closure(.every(minutes: minutes), after: now) == expected)
    }

    @Test(arguments: [
        (1000, brussels, "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z"),
        (1000, brussels, "2026-11-21T09:00:00Z", "2026-11-22T09:00:00Z"),
        (1000, brussels, "2026-07-21T08:00:00Z", "2026-07-22T08:00:00Z"),
        // The evening before clocks change, and the evening after.
        (1000, brussels, "2026-03-28T20:00:00Z", "2026-03-29T08:00:00Z"),
        (1000, brussels, "2026-10-24T20:00:00Z", "2026-10-25T09:00:00Z"),
        // 02:30 does not come on 29 March, and comes twice on 25 October.
        (230, brussels, "2026-03-28T20:00:00Z", "2026-03-29T01:00:00Z"),
        (230, brussels, "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"),
        (230, brussels, "2026-10-24T20:00:00Z", "2026-10-25T00:30:00Z"),
        (230, brussels, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        (200, brussels, "2026-03-28T20:00:00Z", "2026-03-29T01:00:00Z"),
        (300, brussels, "2026-03-28T20:00:00Z", "2026-03-29T01:00:00Z"),
        (0, brussels, "2026-11-21T08:00:00Z", "2026-11-21T23:00:00Z"),
        (2359, brussels, "2026-11-21T23:00:00Z", "2026-11-22T22:59:00Z"),
        // America changes on other days, and by other clocks.
        (230, newYork, "2026-03-08T01:00:00Z", "2026-03-08T07:00:00Z"),
        (130, newYork, "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z"),
        (130, newYork, "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"),
        (1000, newYork, "2026-07-04T12:00:00Z", "2026-07-04T14:00:00Z"),
        // South of the equator summer is around New Year.
        (1000, sydney, "2026-01-01T00:00:00Z", "2026-01-01T23:00:00Z"),
        (1000, sydney, "2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z"),
        (230, sydney, "2026-10-03T12:00:00Z", "2026-10-03T16:00:00Z"),
        (230, sydney, "2026-04-04T12:00:00Z", "2026-04-04T15:30:00Z"),
        (230, sydney, "2026-04-04T15:30:00Z", "2026-04-05T16:30:00Z"),
        (1000, "UTC", "2026-11-21T08:00:00Z", "2026-11-21T10:00:00Z"),
    ])
    func `a gate closes once a day by the clocks of a place`(
        time: Int, zone: String, now: String, expected: String
    ) throws {
        #expect(try closure(daily(time, zone), after: now) == expected)
    }

    @Test func `a year of daily gates has each day once`() throws {
        for zone in [Self.brussels, Self.newYork, Self.sydney] {
            for time in [0, 230, 2359] {
                let schedule = try daily(time, zone)
                var now = try Timestamp("2026-01-01T12:00:00Z")
                let start = now
                for _ in 0..<365 {
                    let next = try #require(schedule.nextClosure(after: now))
                    let hours = Double(next.microseconds - now.microseconds) / 3.6e9
                    #expect(hours <= 25 && (now == start || hours >= 23), "\(zone) \(time) \(now)")
                    now = next
                }
                #expect(
                    abs(now.microseconds - start.microseconds - 365 * 86_400_000_000)
                        <= 86_400_000_000)
            }
        }
    }
}
