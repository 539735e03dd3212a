import BusNode
import Testing

@testable import BusNodeCommand

@Suite struct `A file of readings` {
    private func read(_ text: String, column: String? = nil) throws -> [String] {
        try ReadingsFile(text, column: column, path: "power.csv").readings.map {
            "\($0.at.description.prefix(16)) \($0.value)"
        }
    }

    @Test func `has lines with a time and a value, and may have titles`() throws {
        let lines = "2026-01-01T00:00:00Z,1.5\n2026-01-01T01:00:00Z, 2 \r\n\n"
        let readings = ["2026-01-01T00:00 1.5", "2026-01-01T01:00 2.0"]
        #expect(try read(lines) == readings)
        #expect(try read("time,value\n" + lines) == readings)
    }

    @Test func `has gaps where values are missing`() throws {
        #expect(
            try read("t,a,b\n2026-01-01T00:00:00Z,1,\n2026-01-01T01:00:00Z,1,3\n", column: "b")
                == ["2026-01-01T01:00 3.0"])
    }

    @Test func `may be JSON, an object a line`() throws {
        #expect(
            try read(
                """
                {"at": "2026-01-01T00:00:00Z", "value": 1e1}
                {"time": "2026-01-01T01:00:00Z", "value": -2}
                """) == ["2026-01-01T00:00 10.0", "2026-01-01T01:00 -2.0"])
    }

    @Test(arguments: [
        ("2026-01-01T00:00:00Z,one\n", nil, "line 1: \"one\" is not a number"),
        ("time,value\n2026-13-01T00:00:00Z,1\n", nil, "line 2: "),
        ("2026-01-01T00:00:00Z\n", nil, "line 1: it has no value"),
        ("t,a,b\n2026-01-01T00:00:00Z,1,2\n", "c", "line 1: there is no column c; there are a, b"),
        ("2026-01-01T00:00:00Z,1\n", "a", "line 1: there are no titles of columns"),
        ("{\"at\": 3}\n", nil, "line 1: it needs a member \"at\" with a time"),
        ("time,value\n", nil, "has no readings"),
        ("", nil, "has no readings"),
    ])
    func `says which line is wrong, and why`(text: String, column: String?, reason: String) {
        let failure = #expect(throws: CommandFailure.self) { try read(text, column: column) }
        #expect(failure?.code == .badData)
        #expect(failure?.message.contains(reason) == true, "\(failure?.message ?? "")")
    }

    @Test func `can be moved in time as a whole`() throws {
        var file = try ReadingsFile(
            "2020-01-01T00:00:00Z,1\n2020-01-01T05:00:00Z,2\n", path: "old.csv")
        file.move(ending: try Timestamp("2026-11-21T08:00:00Z"))
        #expect(
            file.readings.map { String($0.at.description.prefix(13)) }
                == ["2026-11-21T03", "2026-11-21T08"])
    }
}
