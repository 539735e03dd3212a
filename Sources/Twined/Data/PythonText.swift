import Topics

/// Values as Python's `repr` writes them, which is what the original takes its hashes of.
enum PythonText {
    /// `repr` of the value that Python's JSON reader makes of this one.
    static func of(_ value: JSONValue) throws(DataError) -> String {
        var text = ""
        try append(value, to: &text)
        return text
    }

    private static func append(_ value: JSONValue, to text: inout String) throws(DataError) {
        switch value {
        case .null: text += "None"
        case .bool(let bool): text += bool ? "True" : "False"
        case .number(let number): text += try PythonNumber(number).text
        case .string(let string): text += quoted(string)
        case .array(let elements):
            text += "["
            for (place, element) in elements.enumerated() {
                if place > 0 { text += ", " }
                try append(element, to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (place, member) in members.enumerated() {
                if place > 0 { text += ", " }
                text += quoted(member.key) + ": "
                try append(member.value, to: &text)
            }
            text += "}"
        }
    }

    /// A text in quotes: single ones, unless it has such and no double ones.
    static func quoted(_ string: String) -> String {
        let scalars = string.unicodeScalars
        let quote: Unicode.Scalar = scalars.contains("'") && !scalars.contains("\"") ? "\"" : "'"
        var text = String.UnicodeScalarView([quote])
        for scalar in scalars {
            switch scalar {
            case quote, "\\": text += ["\\", scalar]
            case "\n": text += "\\n".unicodeScalars
            case "\r": text += "\\r".unicodeScalars
            case "\t": text += "\\t".unicodeScalars
            case " "..."~": text.append(scalar)
            default:
                if isPrintable(scalar) {
                    text.append(scalar)
                } else {
                    text += escaped(scalar).unicodeScalars
                }
            }
        }
        text.append(quote)
        return String(text)
    }

    /// What `str.isprintable` says of a scalar beyond ASCII's printable ones.
    ///
    /// It changes with the Unicode of a Python. This is Unicode 14, of Python 3.11, so that nodes with
    /// different runtimes agree; later scalars are escaped.
    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        guard let age = scalar.properties.age, (age.major, age.minor) <= (14, 0) else {
            return false
        }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator, .spaceSeparator:
            false
        default: true
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        let (prefix, width) =
            switch scalar.value {
            case ..<0x100: ("\\x", 2)
            case ..<0x1_0000: ("\\u", 4)
            default: ("\\U", 8)
            }
        let digits = String(scalar.value, radix: 16)
        return prefix + String(repeating: "0", count: width - digits.count) + digits
    }
}
