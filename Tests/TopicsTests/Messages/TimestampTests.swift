import TestSupport
import Testing
import Topics

struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00.000000+00:00", 0),
            ("2026-11-21T08:15:30.000125+00:00", 1_795_248_930_000_125),
            ("2000-02-29T23:59:59.999999+00:00", 951_868_799_999_999),
            ("1969-12-31T23:59:59.999999+00:00", -1),
            ("9999-12-31T23:59:59.999999+00:00", 253_402_300_799_999_999),
            ("0001-01-01T00:00:00.000000+00:00", -62_135_596_800_000_000),
        ] as [(String, Int64)])
    func `a moment is written and read`(text: String, microseconds: Int64) throws {
        #expect(Timestamp(microseconds: microseconds).description == text)
        #expect(try Timestamp(text).microseconds == microseconds)
    }

    @Test(arguments: [
        "1970-01-01T00:00:01Z", "1970-01-01t00:00:01z", "1970-01-01 00:00:01.0+00:00",
        "1970-01-01T01:30:01+01:30", "1969-12-31T14:00:01-10:00",
        "1970-01-01T00:00:01.000000999Z",
    ])
    func `other spellings of a moment are read`(text: String) throws {
        #expect(try Timestamp(text).microseconds == 1_000_000)
    }

    @Test(arguments: [
        "", "1970-01-01", "1970-01-01T00:00", "1970-01-01T00:00:00", "1970-01-01T00:00:00.Z",
        "1970-1-1T00:00:00Z", "1970-02-30T00:00:00Z", "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z", "1970-13-01T00:00:00Z", "1970-00-01T00:00:00Z",
        "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:00+0000",
        "1970-01-01T00:00:00Z ", "0000-01-01T00:00:00Z", "1970-01-01T00:00:00.0123456789Z",
        "+970-01-01T00:00:00Z", "１970-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:00-00:01",
    ])
    func `is no time`(text: String) {
        #expect(throws: NameError.self) { try Timestamp(text) }
    }

    @Test(arguments: 0..<64 as Range<UInt64>)
    func `any moment comes back as it was written`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for _ in 0..<50 {
            let moment = Timestamp(
                microseconds: .random(
                    in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random))
            #expect(try Timestamp(moment.description) == moment)
        }
    }
}
