/// How long a message that was given back is kept back: the first time for the minimum, then twice as long
/// with each attempt, up to the maximum.
///
///     {"minimum_backoff_seconds": 10, "maximum_backoff_seconds": 600}
public struct RetryPolicy: Hashable, Sendable {
    /// How long after the first attempt, in milliseconds; at most 600,000.
    public let minimumMilliseconds: Int64
    /// How long at most, in milliseconds; at most 600,000.
    public let maximumMilliseconds: Int64

    /// What the times are unless given, in milliseconds.
    public static let usual = RetryPolicy(checked: 10_000, 600_000)

    private static let minimumKey = "minimum_backoff_seconds"
    private static let maximumKey = "maximum_backoff_seconds"
    private static let range: ClosedRange<Int64> = 0...600_000

    /// A policy with these times, in milliseconds.
    ///
    /// - Throws: `MemberError` for a time of more than ten minutes, or a maximum below the minimum.
    public init(
        minimumMilliseconds: Int64 = 10_000, maximumMilliseconds: Int64 = 600_000
    ) throws(MemberError) {
        for (key, time) in [
            (Self.minimumKey, minimumMilliseconds), (Self.maximumKey, maximumMilliseconds),
        ] where !Self.range.contains(time) {
            throw MemberError(key, "must be a number from 0 to 600")
        }
        guard minimumMilliseconds <= maximumMilliseconds else {
            throw MemberError(Self.maximumKey, "must not be below \(Self.minimumKey)")
        }
        self.init(checked: minimumMilliseconds, maximumMilliseconds)
    }

    private init(checked minimum: Int64, _ maximum: Int64) {
        minimumMilliseconds = minimum
        maximumMilliseconds = maximum
    }

    init(reading object: JSONObject) throws(MemberError) {
        try object.expectOnly([Self.minimumKey, Self.maximumKey])
        try self.init(
            minimumMilliseconds: Self.milliseconds(Self.minimumKey, of: object)
                ?? Self.usual.minimumMilliseconds,
            maximumMilliseconds: Self.milliseconds(Self.maximumKey, of: object)
                ?? Self.usual.maximumMilliseconds)
    }

    var json: JSONValue {
        [
            Self.minimumKey: Self.seconds(minimumMilliseconds),
            Self.maximumKey: Self.seconds(maximumMilliseconds),
        ]
    }

    /// Seconds with fractions, as milliseconds; finer fractions are rounded.
    private static func milliseconds(
        _ key: String, of object: JSONObject
    ) throws(MemberError) -> Int64? {
        guard let value = object[key] else { return nil }
        guard let seconds = value.double, (0...600).contains(seconds) else {
            throw MemberError(key, "must be a number from 0 to 600")
        }
        return Int64((seconds * 1_000).rounded())
    }

    private static func seconds(_ milliseconds: Int64) -> JSONValue {
        guard milliseconds % 1_000 != 0, let number = JSONNumber(Double(milliseconds) / 1_000)
        else {
            return JSONValue(milliseconds / 1_000)
        }
        return .number(number)
    }
}
