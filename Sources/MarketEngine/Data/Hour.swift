package import Topics

/// An hour of the calendar in UTC: how many whole hours after 1970-01-01T00:00 it begins.
package struct Hour: Hashable, Comparable, Sendable {
    /// Hours since 1970.
    package let number: Int

    /// The hour of this number.
    package init(_ number: Int) {
        self.number = number
    }

    /// The hour in which a moment lies.
    package init(containing time: Timestamp) {
        let length: Int64 = 3_600_000_000
        let (quotient, remainder) = time.microseconds.quotientAndRemainder(dividingBy: length)
        number = Int(remainder < 0 ? quotient - 1 : quotient)
    }

    /// The moment at which the hour begins.
    package var start: Timestamp { Timestamp(microseconds: Int64(number) * 3_600_000_000) }

    /// Whether the left hour comes first.
    package static func < (left: Hour, right: Hour) -> Bool { left.number < right.number }
}

/// Coded as its number.
extension Hour: Codable {
    /// Reads the number.
    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int.self)
    }

    /// Writes the number.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
