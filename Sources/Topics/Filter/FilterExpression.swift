/// A filter as it is evaluated.
///
/// `!=` is the negation of `=`, two negations cancel out, and a group lies only inside a group of the
/// other kind or a negation: so what means the same is mostly written the same.
indirect enum FilterExpression: Hashable, Sendable {
    case hasKey(String)
    case equals(key: String, value: String)
    case hasPrefix(key: String, prefix: String)
    case not(FilterExpression)
    case all([FilterExpression])
    case any([FilterExpression])

    func matches(_ value: (String) -> String?) -> Bool {
        switch self {
        case .hasKey(let key):
            value(key) != nil
        case .equals(let key, let expected):
            value(key).map { Self.haveSameBytes($0, expected) } ?? false
        case .hasPrefix(let key, let prefix):
            value(key).map { $0.utf8.starts(with: prefix.utf8) } ?? false
        case .not(let expression):
            !expression.matches(value)
        case .all(let expressions):
            expressions.allSatisfy { $0.matches(value) }
        case .any(let expressions):
            expressions.contains { $0.matches(value) }
        }
    }

    /// The expression that is true where this one is false.
    var negated: FilterExpression {
        if case .not(let expression) = self { expression } else { .not(self) }
    }

    var requiredValues: [String: String] {
        switch self {
        case .equals(let key, let value):
            [key: value]
        case .all(let expressions):
            expressions.reduce(into: [:]) { $0.merge($1.requiredValues) { first, _ in first } }
        case .hasKey, .hasPrefix, .not, .any:
            [:]
        }
    }

    // Swift takes two spellings of a character for equal; the filter language compares bytes.
    private static func haveSameBytes(_ left: String, _ right: String) -> Bool {
        left == right && left.utf8.elementsEqual(right.utf8)
    }
}

extension FilterExpression: CustomStringConvertible {
    var description: String {
        switch self {
        case .hasKey(let key):
            "attributes:\(Self.written(key: key))"
        case .equals(let key, let value):
            "attributes.\(Self.written(key: key)) = \(Self.quoted(value))"
        case .hasPrefix(let key, let prefix):
            "hasPrefix(attributes.\(Self.written(key: key)), \(Self.quoted(prefix)))"
        case .not(.equals(let key, let value)):
            "attributes.\(Self.written(key: key)) != \(Self.quoted(value))"
        case .not(let expression):
            "NOT \(expression.grouped)"
        case .all(let expressions):
            expressions.map(\.grouped).joined(separator: " AND ")
        case .any(let expressions):
            expressions.map(\.grouped).joined(separator: " OR ")
        }
    }

    private var grouped: String {
        switch self {
        case .all, .any: "(\(description))"
        case .hasKey, .equals, .hasPrefix, .not: description
        }
    }

    private static func written(key: String) -> String {
        key.utf8.allSatisfy(FilterParser.isOfBareKey) ? key : quoted(key)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", "\"": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                quoted += scalar.value < 0x10 ? "\\x0" : "\\x"
                quoted += String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
