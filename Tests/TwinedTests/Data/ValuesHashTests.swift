import Testing
import Topics

@testable import Twined

@Suite("The hash of values")
struct ValuesHashTests {
    @Test(arguments: RecordedHashes.all.list("values"))
    func `is what the original computes, or refused where it refuses`(record: JSONValue) throws {
        let value = try JSONValue(parsing: try #require(record["json"]?.string))
        if let hash = record["hash"]?.string {
            #expect(try ValuesHash.of(value).description == hash)
        } else {
            #expect {
                _ = try ValuesHash.of(value)
            } throws: {
                ($0 as? DataError)?.reason == .unhashable
            }
        }
    }

    @Test func `escapes the scalars that the original escapes`() throws {
        let ranges = try #require(RecordedHashes.all.document["printable"]?.string)
        var recorded = Set<UInt32>()
        for range in ranges.split(separator: " ") {
            let ends = range.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            recorded.formUnion(ends[0]...ends[1])
        }
        let wrong = (0x80...0x2FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).filter {
            PythonText.isPrintable($0) != recorded.contains($0.value)
        }
        #expect(wrong.map(\.value) == [])
    }

    @Test func `is refused for an integer longer than the original reads`() {
        let digits = String(repeating: "7", count: 4_301)
        #expect(throws: DataError.self) { _ = try ValuesHash.of(JSONValue(parsing: digits)) }
    }
}
