/// Times as people type them: a whole number and a unit, such as `250ms`, `30s`, `5m`, `1h` or `2d`.
enum DurationText {
    /// The longest time, so that arithmetic on times cannot overflow: ten years.
    static let limit = Duration.seconds(10 * 365 * 86_400)

    private static let units: [(name: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// Reads a time.
    ///
    /// - Throws: `ValueError` that says what is missing.
    static func read(_ text: String) throws(ValueError) -> Duration {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let name = text[digits.endIndex...]
        guard !digits.isEmpty else {
            throw ValueError("a time is a whole number and a unit, such as 250ms, 30s, 5m or 1h")
        }
        guard let unit = units.first(where: { $0.name == name }) else {
            let problem = name.isEmpty ? "it needs a unit" : "there is no unit \"\(name)\""
            throw ValueError("\(problem); use ms, s, m, h or d, as in \(digits)s")
        }
        guard let count = Int64(digits), count <= longest(unit.milliseconds) else {
            throw ValueError("it is longer than \(write(limit))")
        }
        return .milliseconds(count * unit.milliseconds)
    }

    /// A time in milliseconds as a person reads it: in the largest unit of which there is one, the rest left
    /// out.
    static func writeRoughly(_ milliseconds: Int64) -> String {
        let unit = units.first { milliseconds >= $0.milliseconds }
        guard let unit else { return "0s" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }

    private static func longest(_ unit: Int64) -> Int64 {
        limit.components.seconds * 1_000 / unit
    }

    /// A time as `read` takes it, in the largest unit that says it exactly; parts of a millisecond go.
    static func write(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        let unit = units.first { milliseconds.isMultiple(of: $0.milliseconds) }
        guard let unit, milliseconds != 0 else { return "0s" }
        return "\(milliseconds / unit.milliseconds)\(unit.name)"
    }
}
