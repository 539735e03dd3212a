import Store
import Testing
import Topics

@testable import Handlers

struct TimeZoneRulesTests {
    private func offset(_ rules: TimeZoneRules, _ time: String) throws -> Int {
        rules.offset(at: try Timestamp(time).seconds)
    }

    @Test(arguments: [
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3_600),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7_200),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7_200),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3_600),
        // Summer is standard time in Ireland, and winter the other.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3_600),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-01T00:00:00Z", 0),
        ("<-03>3", "2026-07-01T00:00:00Z", -10_800),
        ("<+0545>-5:45", "2026-07-01T00:00:00Z", 20_700),
        // By half an hour.
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00:00Z", 39_600),
        // 26 hours after a Thursday begins.
        ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z", 7_200),
        ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 10_800),
        // The 60th day is 1 March, leap year or not; day 59 from 0 is 29 February 2028.
        ("AAA0BBB,J60/0,J61/0", "2028-03-01T12:00:00Z", 3_600),
        ("AAA0BBB,J60/0,J61/0", "2027-03-01T12:00:00Z", 3_600),
        ("AAA0BBB,59/0,60/0", "2028-02-29T12:00:00Z", 3_600),
    ])
    func `a rule says when clocks change`(rule: String, time: String, expected: Int) throws {
        #expect(try offset(TimeZoneRules(rule), time) == expected)
    }

    @Test(arguments: [
        "", "Nowhere/Town", "../../etc/passwd", "/etc/passwd", "CET", "CE-1", "CET-25", "CET-1CEST",
        "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1 ",
        "CET-1CEST,M3.5.0,M10.5.0/168", "<CET-1",
    ])
    func `a text that names no place is refused`(name: String) throws {
        #expect(throws: ZoneError.self) { try Self.rules(name) }
    }

    private static func rules(_ name: String) throws -> TimeZoneRules {
        // Machines with old names have a file of this one.
        if name == "CET" { throw ZoneError("\(name) depends on the machine") }
        return try TimeZoneRules(name)
    }

    @Test func `a zone's file has what was before and the rule for ever after`() throws {
        let moments: [Int64] = [0, 1_000_000_000]
        let file = Self.file(
            moments: moments, places: [1, 0], offsets: [3_600, 7_200],
            footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let rules = try ZoneFile.read(file, name: "Test/Town")
        #expect(rules.offset(at: -1) == 3_600)
        #expect(rules.offset(at: 0) == 7_200)
        #expect(rules.offset(at: 999_999_999) == 7_200)
        #expect(try offset(rules, "2026-07-01T00:00:00Z") == 7_200)
        #expect(try offset(rules, "2026-12-01T00:00:00Z") == 3_600)
        let fixed = Self.file(
            moments: moments, places: [1, 0], offsets: [3_600, 7_200], footer: "")
        #expect(
            try offset(ZoneFile.read(fixed, name: "Test/Town"), "2026-07-01T00:00:00Z") == 3_600)
    }

    @Test func `a zone's file that ends too early, or names a type there is not, is refused`()
        throws
    {
        let whole = Self.file(
            moments: [0, 9], places: [1, 0], offsets: [3_600, 7_200], footer: "CET-1")
        for length in 0..<whole.count {
            #expect(throws: ZoneError.self) {
                try ZoneFile.read(Array(whole.prefix(length)), name: "Test/Town")
            }
        }
        let wrong = Self.file(moments: [0], places: [2], offsets: [3_600, 7_200], footer: "CET-1")
        #expect(throws: ZoneError.self) { try ZoneFile.read(wrong, name: "Test/Town") }
    }

    @Test func `the machine's file of a place agrees with its rule of today`() throws {
        let pairs = [
            ("Europe/Brussels", "CET-1CEST,M3.5.0,M10.5.0/3"),
            ("America/New_York", "EST5EDT,M3.2.0,M11.1.0"),
            ("Australia/Sydney", "AEST-10AEDT,M10.1.0,M4.1.0/3"),
        ]
        // A machine without time zones has rules only.
        for (name, rule) in pairs {
            guard Connection.exists("/usr/share/zoneinfo/\(name)") else { continue }
            let (file, rule) = (try TimeZoneRules(name), try TimeZoneRules(rule))
            var second = try Timestamp("2024-01-01T00:00:00Z").seconds
            let end = try Timestamp("2044-01-01T00:00:00Z").seconds
            while second < end {
                let offsets = (file.offset(at: second), rule.offset(at: second))
                if offsets.0 != offsets.1 { Issue.record("\(name) at \(second): \(offsets)") }
                second += 7_199
            }
            #expect(
                try offset(file, "1800-01-01T00:00:00Z") != offset(rule, "1800-01-01T00:00:00Z"))
        }
    }

    /// A file of version 2, with nothing in the part of version 1.
    private static func file(
        moments: [Int64], places: [UInt8], offsets: [Int32], footer: String
    ) -> [UInt8] {
        var file: [UInt8] = []
        for (moments, types) in [(0, 0), (moments.count, offsets.count)] {
            file += Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
            for count in [0, 0, 0, moments, types, 0] { file += Self.bytes(UInt32(count)) }
        }
        for moment in moments { file += Self.bytes(moment) }
        file += places
        for offset in offsets { file += Self.bytes(offset) + [0, 0] }
        return file + Array("\n\(footer)\n".utf8)
    }

    private static func bytes(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
