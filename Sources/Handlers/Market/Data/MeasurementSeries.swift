import Topics

/// The member `series` of a request: moments and values.
struct MeasurementSeries {
    /// Moments, each once, and the values at them.
    private(set) var values: [(time: Timestamp, value: Double)] = []

    /// The most values in one request.
    static let limit = 10_000
    /// How far in the future a measurement may be: clocks differ, and zones are mixed up.
    static let mostAhead = Duration.seconds(86_400)
    /// The largest value, of either sign: its square and the sum of such squares are still exact enough.
    static let largest = 1e12

    /// Reads the member, and notes what is wrong with the first bad element.
    init(_ fields: inout RequestFields, now: Timestamp) {
        guard let value = fields.value("series") else { return }
        guard let elements = value.array else {
            fields.refuse("series", "must be an array, not \(value.kindName)")
            return
        }
        guard (1...Self.limit).contains(elements.count) else {
            fields.refuse(
                "series", "has \(elements.count) values, and not 1 to \(Self.limit)")
            return
        }
        values.reserveCapacity(elements.count)
        var known: Set<Timestamp> = []
        let latest = now.advanced(by: Self.mostAhead)
        for (place, element) in elements.enumerated() {
            do throws(RequestRefusal) {
                let (time, value) = try Self.read(element, latest: latest)
                guard known.insert(time).inserted else {
                    throw RequestRefusal(.badFields, "", "at is \(time), which is there twice")
                }
                values.append((time, value))
            } catch {
                fields.refuse("series", "is wrong at place \(place): \(error.error)")
                return
            }
        }
    }

    private static func read(
        _ element: JSONValue, latest: Timestamp
    ) throws(RequestRefusal) -> (Timestamp, Double) {
        guard let object = element.object else {
            throw RequestRefusal(.badFields, "", "it is \(element.kindName), and not an object")
        }
        var fields = RequestFields(object)
        let time = fields.time("at")
        if let time, time > latest {
            fields.refuse("at", "is \(time), more than a day in the future")
        }
        let value = fields.value("value")
        let number = value?.double
        if let value, number.map({ abs($0) <= largest }) != true {
            let found = value.number.map { String($0.text.prefix(40)) } ?? value.kindName
            fields.refuse("value", "is \(found), and not a number of -10^12 to 10^12")
        }
        return (try fields.checked(time), try fields.checked(number))
    }
}
