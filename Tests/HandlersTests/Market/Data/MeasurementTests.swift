import Handlers
import Testing
import Topics

/// Transcripts of how measurements come into a market and are corrected.
struct MeasurementTests {
    private let market: MarketCaller

    init() throws {
        market = try MarketCaller()
        for id in ["ann", "bob"] { _ = try market.ask("users.create", ["id": .string(id)]) }
        _ = try market.ask(
            "resources.create",
            ["user": "ann", "name": "north", "kind": "measurements", "id": "n"])
    }

    private func fields(_ series: JSONValue, unit: JSONValue = "kw") -> JSONObject {
        [
            "user": "ann", "resource": "north", "unit": unit, "interval_minutes": 60,
            "series": series,
        ]
    }

    private func put(_ series: JSONValue, unit: JSONValue = "kw") throws -> JSONValue {
        try market.ask("measurements.put", .object(fields(series, unit: unit)))
    }

    private func list(_ more: JSONObject = [:]) throws -> [String] {
        var fields: JSONObject = ["user": "ann", "resource": "n"]
        for (key, value) in more { fields[key] = value }
        let rows = try market.ask("measurements.list", .object(fields))["measurements"]?.array
        return (rows ?? []).map { row in
            let time = row["at"]?.string?.dropFirst(11).prefix(5) ?? ""
            return "\(time) \(row["value"] ?? "") \(row["unit"]?.string ?? "")"
        }
    }

    @Test func `what is put is there, in order of time`() throws {
        let reply = try put([
            ["at": "2026-11-21T07:00:00Z", "value": 2.25],
            ["at": "2026-11-21T06:00:00Z", "value": 1],
        ])
        #expect(reply["added"] == 2)
        #expect(reply["resource"] == "n")
        #expect(reply["first"] == "2026-11-21T06:00:00.000000+00:00")
        #expect(reply["last"] == "2026-11-21T07:00:00.000000+00:00")
        #expect(try list() == ["06:00 1.0 kw", "07:00 2.25 kw"])
    }

    @Test func `a later value of the same moment counts, and the same value changes nothing`()
        throws
    {
        let series: JSONValue = [
            ["at": "2026-11-21T06:00:00Z", "value": 1], ["at": "2026-11-21T07:00:00Z", "value": 2],
        ]
        _ = try put(series)
        #expect(try market.store.readings.lastNumber() == 2)
        let again = try put(series)
        #expect(again["unchanged"] == 2)
        #expect(try market.store.readings.lastNumber() == 2)
        let corrected = try put([
            ["at": "2026-11-21T07:00:00+00:00", "value": 3],
            ["at": "2026-11-21T08:00:00Z", "value": 4],
        ])
        #expect(corrected["updated"] == 1)
        #expect(corrected["added"] == 1)
        #expect(try list() == ["06:00 1.0 kw", "07:00 3.0 kw", "08:00 4.0 kw"])
        let unit = try put([["at": "2026-11-21T06:00:00Z", "value": 1]], unit: "mw")
        #expect(unit["updated"] == 1)
        #expect(try list(["to": "2026-11-21T06:30:00Z"]) == ["06:00 1.0 mw"])
    }

    @Test func `a stretch of time is listed page by page`() throws {
        _ = try put(
            .array(
                (10...20).map { hour in
                    ["at": "2026-11-20T\(hour):00:00Z", "value": JSONValue(hour)]
                }))
        let from: JSONObject = [
            "from": "2026-11-20T12:00:00Z", "to": "2026-11-20T15:00:00Z", "limit": 2,
        ]
        #expect(try list(from) == ["12:00 12.0 kw", "13:00 13.0 kw"])
        var more = from
        more["after"] = "2026-11-20T13:00:00Z"
        #expect(try list(more) == ["14:00 14.0 kw", "15:00 15.0 kw"])
        let whole = try market.ask(
            "measurements.list", ["user": "operator", "resource": "n", "limit": 10])
        #expect(whole["next"] == "2026-11-20T19:00:00.000000+00:00")
        let extremes: JSONObject = [
            "after": "9999-12-31T23:59:59.999999Z", "from": "0001-01-01T00:00:00Z",
        ]
        #expect(try list(extremes) == [])
    }

    @Test(arguments: [
        (#"[]"#, "has 0 values"), (#"{}"#, "must be an array"), (#"[7]"#, "at place 0"),
        (#"[{"at": "2026-11-21T06:00:00Z"}]"#, "value is missing"),
        (#"[{"at": "6 o'clock", "value": 1}]"#, "not a time"),
        (#"[{"at": "2026-11-21T06:00:00Z", "value": 1e400}]"#, "not a number of"),
        (#"[{"at": "2026-11-21T06:00:00Z", "value": -1e13}]"#, "not a number of"),
        (#"[{"at": "2026-11-21T06:00:00Z", "value": "1"}]"#, "not a number of"),
        (#"[{"at": "2026-11-22T08:00:01Z", "value": 1}]"#, "more than a day in the future"),
        (#"[{"at": "2026-11-21T06:00:00Z", "value": 1, "w": 2}]"#, "w is not known here"),
        (
            #"[{"at": "2026-11-21T06:00:00Z", "value": 1}, {"at": "2026-11-21T07:00:00+01:00", "value": 1}]"#,
            "is there twice"
        ),
    ])
    func `a bad series is refused with the place and the reason`(
        series: String, reason: String
    ) throws {
        let reply = try put(JSONValue(parsing: series))
        let found = reply["fields"]?["series"]?.string ?? ""
        #expect(found.contains(reason), "\(reply)")
        #expect(try list() == [])
    }

    @Test func `too many values are refused`() throws {
        let element: JSONValue = ["at": "2026-11-21T06:00:00Z", "value": 1]
        let reply = try put(.array(Array(repeating: element, count: 10_001)))
        #expect(reply["fields"]?["series"]?.string == "has 10001 values, and not 1 to 10000")
    }

    @Test func `unit, interval and resource are checked`() throws {
        let series: JSONValue = [["at": "2026-11-21T06:00:00Z", "value": 1]]
        var fields = fields(series)
        fields["unit"] = "gw"
        fields["interval_minutes"] = 7
        #expect(
            try market.badFields("measurements.put", .object(fields))
                == ["interval_minutes", "unit"])
        var unknown = self.fields(series)
        unknown["resource"] = "south"
        #expect(try market.refusal("measurements.put", .object(unknown)) == "404 unknown-resource")
        unknown["user"] = "bob"
        unknown["resource"] = "n"
        #expect(try market.refusal("measurements.put", .object(unknown)) == "404 unknown-resource")
        let forecasts: JSONValue = ["user": "ann", "name": "north", "kind": "forecasts", "id": "f"]
        _ = try market.ask("resources.create", forecasts)
        #expect(try put(series)["added"] == 1)
        unknown["user"] = "ann"
        unknown["resource"] = "f"
        #expect(try market.refusal("measurements.put", .object(unknown)) == "409 not-measurements")
        _ = try market.ask("resources.retire", ["user": "ann", "resource": "n"])
        unknown["resource"] = "n"
        #expect(try market.refusal("measurements.put", .object(unknown)) == "409 resource-retired")
    }

    @Test func `the quality of data says what is there, what is missing, and how late it is`()
        throws
    {
        _ = try put([
            ["at": "2026-11-21T00:00:00Z", "value": 500],
            ["at": "2026-11-21T01:00:00Z", "value": -3],
            ["at": "2026-11-21T04:30:00Z", "value": 4],
        ])
        _ = try put([["at": "2026-11-21T00:00:00Z", "value": 1]], unit: "mw")
        let ask: JSONObject = ["user": "ann", "resource": "north", "hours": 10]
        let quality = try market.ask("resources.quality", .object(ask))
        #expect(quality["readings"] == 3)
        #expect(quality["lateness_hours"] == 4)
        #expect(quality["hours_present"] == 3)
        #expect(quality["share_present"] == 0.3)
        #expect(quality["gap_hours"] == 2)
        #expect(
            quality["gaps"] == [["from": "2026-11-21T02:00:00.000000+00:00", "hours": 2]])
        #expect(quality["units"] == ["kw", "mw"])
        #expect(quality["negative_values"] == 1)
        #expect(quality["highest_kw"] == 1_000)
        var none = ask
        none["hours"] = 1
        let empty = try market.ask("resources.quality", .object(none))
        #expect(empty["readings"] == 0)
        #expect(empty["last"] == .null)
        #expect(empty["lateness_hours"] == .null)
    }
}
