import Foundation
import MarketEngine
import Topics

/// The recorded runs of the original engine, and the data they ran on.
enum MarketFixture {
    static let cases: [RecordedCase] = (json("engine_cases").array ?? []).map(RecordedCase.init)
    static let exactShapley = json("exact_shapley")
    static let legacyRandom = json("numpy_legacy_random")

    /// The runs that ended with a result.
    static var finished: [RecordedCase] { cases.filter { $0["buyers"] != nil } }

    /// Hourly power of the resources a, b, c and d from 2024-01-01T00:00Z.
    static let tiny: [String: HourlySeries] = {
        let lines = text("tiny.csv").split(whereSeparator: \.isNewline)
        let names = lines[0].split(separator: ",").dropFirst().map(String.init)
        let start = hour("2024-01-01T00:00:00Z")
        var series: [String: HourlySeries] = [:]
        for (column, name) in names.enumerated() {
            let values = lines.dropFirst().map { Double($0.split(separator: ",")[column + 1]) }
            series[name] = HourlySeries(start: start, values: values)
        }
        return series
    }()

    static func hour(_ text: String) -> Hour {
        guard let time = try? Timestamp(text) else { fatalError("\(text) is no time") }
        return Hour(containing: time)
    }

    private static func text(_ name: String) -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/market/\(name)")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            fatalError("\(file.path) cannot be read")
        }
        return text
    }

    private static func json(_ name: String) -> JSONValue {
        guard let value = try? JSONValue(parsing: text("\(name).json")) else {
            fatalError("\(name).json is no JSON")
        }
        return value
    }
}

/// Whether two numbers are equal but for a part of 1e-9, or both as good as zero.
func isClose(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return false }
    return abs(left - right) <= 1e-9 * max(abs(left), abs(right)) || abs(left - right) < 1e-12
}
