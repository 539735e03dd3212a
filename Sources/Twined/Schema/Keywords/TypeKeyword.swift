import Topics

/// `type`: of which kinds a value may be.
final class TypeKeyword: ReadableKeyword {
    private let kinds: Kinds
    private let names: [String]
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let value = reader.object["type"] else { return nil }
        site = reader.site("type")
        guard let names = value.string.map({ [$0] }) ?? value.names, !names.isEmpty else {
            throw reader.wrong("type", "the name of a type or an array of them")
        }
        self.names = names
        var kinds: Kinds = []
        for name in names {
            guard let kind = Kinds(name: name) else {
                throw SchemaError(
                    "\(Excerpt.of(name)) is no type, which are null, boolean, integer, number, "
                        + "string, array and object", at: site)
            }
            kinds.formUnion(kind)
        }
        self.kinds = kinds
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        let isAllowed =
            switch value {
            case .null: kinds.contains(.null)
            case .bool: kinds.contains(.boolean)
            case .number(let number):
                kinds.contains(.number) || kinds.contains(.integer) && number.isInteger
            case .string: kinds.contains(.string)
            case .array: kinds.contains(.array)
            case .object: kinds.contains(.object)
            }
        if isAllowed { return true }
        return evaluation.fail(
            site, "\(Excerpt.of(value)) is not of type \(names.joined(separator: " or "))")
    }

    private struct Kinds: OptionSet {
        let rawValue: UInt8

        static let null = Kinds(rawValue: 1)
        static let boolean = Kinds(rawValue: 2)
        static let integer = Kinds(rawValue: 4)
        static let number = Kinds(rawValue: 8)
        static let string = Kinds(rawValue: 16)
        static let array = Kinds(rawValue: 32)
        static let object = Kinds(rawValue: 64)

        init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        init?(name: String) {
            switch name {
            case "null": self = .null
            case "boolean": self = .boolean
            case "integer": self = .integer
            case "number": self = .number
            case "string": self = .string
            case "array": self = .array
            case "object": self = .object
            default: return nil
            }
        }
    }
}
