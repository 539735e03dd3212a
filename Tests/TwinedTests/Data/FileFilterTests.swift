import Testing
import Topics

@testable import Twined

@Suite("A filter of files")
struct FileFilterTests {
    private let files: [Datafile]

    init() throws {
        files = try RecordedHashes.all.list("files").map { file in
            try Datafile(
                path: "/nowhere/\(file[0]?.string ?? "")",
                timestamp: Timestamp(file[3]?.string ?? ""), tags: DataTags(file[1]?.object ?? [:]),
                labels: DataLabels((file[2]?.array ?? []).compactMap(\.string)))
        }
    }

    @Test(arguments: RecordedHashes.all.list("filters"))
    func `leaves the files that the original leaves`(record: JSONValue) throws {
        let filter = FileFilter(record["name"]?.string ?? "", record["value"] ?? .null)
        let names = try files.filtered(by: filter).map(\.name)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(names == record["files"]?.array?.compactMap(\.string))
    }

    @Test(arguments: [
        ("timestamp__in_date_range=[\"2019-12-08\", \"2020-02-29\"]", ["alpha.csv", "beta.csv"]),
        ("timestamp__in_time_range=[\"20:00\", \"23:59:59\"]", ["beta.csv", "Gamma.TXT"]),
        ("timestamp__time_equals=01:02:03.000004", ["alpha.csv"]),
        ("timestamp__time_in=[\"00:00\"]", ["delta"]),
        ("timestamp__gt=2020-02-29T23:59:58Z", ["beta.csv", "delta"]),
        ("timestamp__in_range=[\"1969-01-01T00:00:00Z\", 0]", ["Gamma.TXT"]),
        ("tags__missing=1", []), ("tags__missing__not_equals=1", []),
        ("name=delta", ["delta"]), ("tags__maker__starts_with=V", ["alpha.csv", "beta.csv"]),
    ])
    func `is read from text`(text: String, names: [String]) throws {
        #expect(try files.filtered(by: FileFilter(parsing: text)).map(\.name) == names)
    }

    @Test(arguments: [
        "colour=red", "name__gtt=3", "name__year_equals=3", "labels__gt=a", "tags__cluster__gt=x",
        "name__in_range=[1]", "timestamp__gt=yesterday", "timestamp__year_in=2019", "__equals=1",
        "name__not_gt=a", "timestamp__not_year_equals=1",
    ])
    func `is refused when it does not fit the attribute`(text: String) throws {
        #expect(reason { _ = try files.filtered(by: FileFilter(parsing: text)) } == .malformed)
    }

    @Test func `leaves exactly one file where one is asked for`() throws {
        #expect(try files.one(.name(.startsWith, "alpha"), .label("met")).name == "alpha.csv")
        #expect(try files.one(.tag("cluster", .isGreater, 2)).name == "Gamma.TXT")
        #expect(reason { _ = try files.one(.label("met")) } == .count)
        #expect(reason { _ = try files.one(.label("none")) } == .count)
    }

    @Test func `does not find a moment that is not known`() throws {
        let file = try Datafile(path: "/nowhere/x")
        #expect(try [file].filtered(by: .timestamp(.isGreater, 0)).isEmpty)
        #expect(try [file].filtered(by: .timestamp(.equals, .null)).count == 1)
    }
}
