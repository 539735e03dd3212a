#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif
import Topics

extension Timestamp {
    /// The moment that the metadata of a file gives: seconds since 1970, or as the original writes it in a
    /// metadata file; nil for null.
    init?(data value: JSONValue?, at place: String) throws(DataError) {
        guard let value, !value.isNull else { return nil }
        if let number = value.number {
            try self.init(seconds: number, at: place)
            return
        }
        guard value["_type"]?.string == "datetime", let text = value["value"]?.string else {
            throw DataError(.malformed, "\(place) is no time: \(value.text().prefix(100))")
        }
        if let moment = try? Timestamp(text) {
            self = moment
        } else if let moment = Self.local(text) {
            self = moment
        } else {
            throw DataError(.malformed, "\(place) is no time: \(text.prefix(100))")
        }
    }

    private init(seconds: JSONNumber, at place: String) throws(DataError) {
        // The years 1 to 9999, as the original takes them.
        guard let double = seconds.double, (-62_135_596_800..<253_402_300_800).contains(double)
        else {
            throw DataError(.malformed, "\(place) is no time of the years 1 to 9999: \(seconds)")
        }
        let whole = double.rounded(.down)
        let fraction = ((double - whole) * 1_000_000).rounded(.toNearestOrEven)
        self.init(microseconds: Int64(whole) * 1_000_000 + Int64(fraction))
    }

    /// A time without an offset, which the original means in the machine's own time zone.
    private static func local(_ text: String) -> Timestamp? {
        guard let written = try? Timestamp(text + "Z") else { return nil }
        let (seconds, fraction) = written.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        var universal = time_t(seconds)
        var parts = tm()
        guard gmtime_r(&universal, &parts) != nil else { return nil }
        parts.tm_isdst = -1
        let local = mktime(&parts)
        return Timestamp(microseconds: Int64(local) * 1_000_000 + fraction)
    }

    /// The moment in a metadata file, as the original writes it.
    var dataValue: JSONValue { ["_type": "datetime", "value": .string(description)] }

    /// Seconds since 1970, with six digits of a fraction where there is one.
    var seconds: JSONValue {
        let (whole, fraction) = microseconds.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        let sign = microseconds < 0 ? "-" : ""
        let digits = String(fraction + 1_000_000).dropFirst()
        let text = fraction == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(digits)"
        return JSONNumber(text).map(JSONValue.number) ?? .null
    }
}
