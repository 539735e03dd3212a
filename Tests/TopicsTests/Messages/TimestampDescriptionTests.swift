import Foundation
import TestSupport
import Testing
import Topics

struct TimestampDescriptionTests {
    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000+00:00"),
            (1_795_248_930_000_125, "2026-11-21T08:15:30.000125+00:00"),
            (-1, "1969-12-31T23:59:59.999999+00:00"),
            (951_782_400_000_000, "2000-02-29T00:00:00.000000+00:00"),
            (951_868_799_999_999, "2000-02-29T23:59:59.999999+00:00"),
            (4_107_542_400_000_000, "2100-03-01T00:00:00.000000+00:00"),
            (-2_203_891_200_000_001, "1900-02-28T23:59:59.999999+00:00"),
            (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000+00:00"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999+00:00"),
        ] as [(Int64, String)])
    func `a moment is written with microseconds and in UTC`(_ microseconds: Int64, _ text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }

    @Test func `dates agree with the calendar of the system`() {
        var generator = SeededRandom(seed: 1)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for _ in 0..<2_000 {
            let seconds = Int64.random(in: 0...32_503_680_000, using: &generator)
            let date = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second],
                from: Date(timeIntervalSince1970: TimeInterval(seconds)))
            let text = Timestamp(microseconds: seconds * 1_000_000).description
            let numbers = text.prefix(19).split { !$0.isNumber }.compactMap { Int($0) }
            #expect(
                numbers
                    == [date.year, date.month, date.day, date.hour, date.minute, date.second]
                    .compactMap(\.self), "\(seconds) s")
        }
    }

    @Test(arguments: [.min, .min + 1, .max, -62_135_596_800_000_001] as [Int64])
    func `a moment that no calendar prints does not trap`(_ microseconds: Int64) {
        #expect(Timestamp(microseconds: microseconds).description.hasSuffix("+00:00"))
    }

    @Test func `the earlier of two moments is the lesser`() {
        #expect(Timestamp(microseconds: -1) < Timestamp(microseconds: 0))
        #expect(!(Timestamp(microseconds: 1) < Timestamp(microseconds: 1)))
    }
}
