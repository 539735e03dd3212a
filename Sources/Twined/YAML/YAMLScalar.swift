import Topics

/// What a plain scalar means: the core schema of YAML 1.2 (section 10.3.2).
///
/// `yes`, `on`, `1_000` and `12:30` are texts, and `010` is ten.
enum YAMLScalar {
    /// The value of a plain scalar's text.
    ///
    /// - Throws: the feature that JSON has no value for.
    static func value(of text: String) throws(Refusal) -> JSONValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        default: break
        }
        guard let first = text.utf8.first, mayStartNumber(first) else { return .string(text) }
        if isInfinityOrNaN(text) { throw Refusal(feature: .infinityOrNaN) }
        if let integer = try integerOfOtherBase(text) { return .number(integer) }
        return number(text).map(JSONValue.number) ?? .string(text)
    }

    /// Why a scalar has no value.
    struct Refusal: Error {
        let feature: YAMLFeature
    }

    private static func mayStartNumber(_ byte: UInt8) -> Bool {
        isDigit(byte) || "+-.".utf8.contains(byte)
    }

    private static func isInfinityOrNaN(_ text: String) -> Bool {
        if [".nan", ".NaN", ".NAN"].contains(text) { return true }
        let unsigned = text.utf8.first == UInt8(ascii: ".") ? text[...] : text.dropFirst()
        return [".inf", ".Inf", ".INF"].contains(unsigned)
    }

    private static func integerOfOtherBase(_ text: String) throws(Refusal) -> JSONNumber? {
        let radix: Int
        if text.hasPrefix("0x") {
            radix = 16
        } else if text.hasPrefix("0o") {
            radix = 8
        } else {
            return nil
        }
        let digits = text.dropFirst(2)
        guard !digits.isEmpty,
            digits.utf8.allSatisfy({ Int(hexadecimal: $0).map { $0 < radix } ?? false })
        else { return nil }
        guard let integer = UInt64(digits, radix: radix) else {
            throw Refusal(feature: .longInteger)
        }
        return JSONNumber(integer)
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?` as JSON writes it, every digit kept.
    private static func number(_ text: String) -> JSONNumber? {
        var rest = text.utf8[...]
        var json = ""
        func takeDigits() -> Substring.UTF8View {
            let digits = rest.prefix(while: isDigit)
            rest = rest.dropFirst(digits.count)
            return digits
        }
        func take(_ allowed: String) -> Character? {
            guard let byte = rest.first, allowed.utf8.contains(byte) else { return nil }
            rest = rest.dropFirst()
            return Character(Unicode.Scalar(byte))
        }
        if take("+-") == "-" { json = "-" }
        let whole = takeDigits()
        let significant = whole.drop { $0 == UInt8(ascii: "0") }
        json += significant.isEmpty ? "0" : String(Substring(significant))
        var hasDigits = !whole.isEmpty
        if take(".") != nil {
            let fraction = takeDigits()
            guard hasDigits || !fraction.isEmpty else { return nil }
            json += fraction.isEmpty ? ".0" : "." + String(Substring(fraction))
            hasDigits = true
        }
        guard hasDigits else { return nil }
        if take("eE") != nil {
            json += "e"
            if let sign = take("+-") { json.append(sign) }
            let power = takeDigits()
            guard !power.isEmpty else { return nil }
            json += String(Substring(power))
        }
        return rest.isEmpty ? JSONNumber(json) : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}

extension Int {
    /// The value of a hexadecimal digit, or nil for another byte.
    init?(hexadecimal byte: UInt8) {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self = Int(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self = Int(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self = Int(byte - UInt8(ascii: "A")) + 10
        default: return nil
        }
    }
}
