/// A set of characters (Unicode scalars): ranges, and the sets of properties.
struct ScalarSet: Sendable {
    private var ranges: [ClosedRange<UInt32>] = []
    private var properties: [Property] = []
    private var isNegated = false
    /// The verdict of each ASCII character, a bit each.
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    /// Characters that have a property, or that do not.
    private struct Property: Sendable {
        let holds: @Sendable (Unicode.Scalar) -> Bool
        let isNegated: Bool
    }

    static let none = ScalarSet([])
    static let digit = ScalarSet(["0"..."9"])
    static let word = ScalarSet(["0"..."9", "A"..."Z", "_"..."_", "a"..."z"])
    /// WhiteSpace and LineTerminator of ECMA-262.
    static let space = ScalarSet([
        "\t"..."\r", " "..." ", "\u{A0}"..."\u{A0}", "\u{1680}"..."\u{1680}",
        "\u{2000}"..."\u{200A}", "\u{2028}"..."\u{2029}", "\u{202F}"..."\u{202F}",
        "\u{205F}"..."\u{205F}", "\u{3000}"..."\u{3000}", "\u{FEFF}"..."\u{FEFF}",
    ])
    /// What `.` is: no LineTerminator.
    static let dot =
        ScalarSet(["\n"..."\n", "\r"..."\r", "\u{2028}"..."\u{2029}"]).inverted

    init(_ ranges: [ClosedRange<Unicode.Scalar>]) {
        self.ranges = ranges.map { $0.lowerBound.value...$0.upperBound.value }
        noteASCII()
    }

    init(property holds: @escaping @Sendable (Unicode.Scalar) -> Bool) {
        properties = [Property(holds: holds, isNegated: false)]
        noteASCII()
    }

    /// All other characters.
    var inverted: ScalarSet {
        var set = self
        set.isNegated.toggle()
        set.noteASCII()
        return set
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        ranges.append(range)
        noteASCII()
    }

    mutating func formUnion(_ other: ScalarSet) {
        if other.isNegated {
            properties.append(Property(holds: other.inverted.contains, isNegated: true))
        } else {
            ranges += other.ranges
            properties += other.properties
        }
        noteASCII()
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<64: low & (1 << UInt64(scalar.value)) != 0
        case ..<128: high & (1 << UInt64(scalar.value - 64)) != 0
        default: isFound(scalar)
        }
    }

    private func isFound(_ scalar: Unicode.Scalar) -> Bool {
        let isInside =
            ranges.contains { $0.contains(scalar.value) }
            || properties.contains { $0.holds(scalar) != $0.isNegated }
        return isInside != isNegated
    }

    private mutating func noteASCII() {
        (low, high) = (0, 0)
        for value in UInt8(0)..<128 where isFound(Unicode.Scalar(value)) {
            if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) }
        }
    }
}
