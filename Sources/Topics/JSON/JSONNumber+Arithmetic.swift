extension JSONNumber {
    /// Whether the value is an integer: `1`, `1.0` and `1e400` are.
    package var isInteger: Bool {
        if !text.utf8.contains(where: { ".eE".utf8.contains($0) }) { return true }
        guard let decimal = DecimalForm(text) else { return !text.contains("-") }
        return decimal.exponent >= 0
    }

    /// Whether the value is below the other, exactly.
    package func isLess(than other: JSONNumber) -> Bool {
        if let left = SmallDecimal(text), let right = SmallDecimal(other.text) {
            return left < right
        }
        // Rounding keeps the order, so two that differ when rounded differ in the same way before.
        let (nearest, otherNearest) = (Double(text) ?? 0, Double(other.text) ?? 0)
        if nearest != otherNearest { return nearest < otherNearest }
        guard let left = DecimalForm(text), let right = DecimalForm(other.text) else {
            return false
        }
        return left < right
    }
}

extension DecimalForm: Comparable {
    static func < (left: DecimalForm, right: DecimalForm) -> Bool {
        if left.sign != right.sign { return left.sign < right.sign }
        let isLower = left.isCloserToZero(than: right)
        return left.isNegative ? left != right && !isLower : isLower
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func isCloserToZero(than other: DecimalForm) -> Bool {
        // The place of the first digit; 0.5 and 5 with equal exponents of their last digits differ here.
        let (place, overflows) = digits.count.addingReportingOverflow(exponent)
        let (otherPlace, otherOverflows) = other.digits.count.addingReportingOverflow(
            other.exponent)
        if overflows || otherOverflows { return otherOverflows && !overflows }
        if place != otherPlace { return place < otherPlace }
        return digits.lexicographicallyPrecedes(other.digits)
    }
}
