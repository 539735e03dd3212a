/// Numbers as people read them.
enum NumberText {
    /// A whole number with a comma after every three digits: `12,500,000`.
    static func grouped(_ number: Int) -> String {
        var text = ""
        let digits = String(number.magnitude)
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return number < 0 ? "-" + text : text
    }

    /// A number rounded to a whole one, grouped; as it is where it is too large for that.
    static func grouped(_ number: Double) -> String {
        Int(exactly: number.rounded()).map { grouped($0) } ?? "\(number)"
    }

    /// A number with so many digits behind its point; as it is where it is too large for that.
    static func fixed(_ number: Double, digits: Int) -> String {
        let unit = (0..<digits).reduce(1) { unit, _ in unit * 10 }
        guard let scaled = Int(exactly: (number * Double(unit)).rounded()) else {
            return "\(number)"
        }
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: UInt(unit))
        let behind = String(rest)
        let zeros = String(repeating: "0", count: max(0, digits - behind.count))
        return (scaled < 0 ? "-" : "") + "\(whole)" + (digits > 0 ? ".\(zeros)\(behind)" : "")
    }
}
