import Testing
import Topics

struct MarketScheduleTests {
    @Test(arguments: [
        ("manual", MarketSchedule.manual), ("every 60m", .every(minutes: 60)),
        ("every 2h", .every(minutes: 120)),
        ("daily 10:05 Europe/Brussels", .daily(minuteOfDay: 605, zone: "Europe/Brussels")),
        ("daily 00:00", .daily(minuteOfDay: 0, zone: "UTC")),
    ])
    func `a schedule is read, and written so that it is read again`(
        text: String, schedule: MarketSchedule
    ) throws {
        #expect(try MarketSchedule(text) == schedule)
        #expect(try MarketSchedule(schedule.text) == schedule)
    }

    @Test(arguments: [
        "", "hourly", "every", "every 0m", "every 1441m", "every 25h", "every 60", "every m",
        "daily", "daily 24:00", "daily 9:00", "daily 10:60", "daily 10:00 Europe/Brussels x",
    ])
    func `what is no schedule is refused`(text: String) {
        #expect(throws: NameError.self) { try MarketSchedule(text) }
    }
}
