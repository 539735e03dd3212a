import Topics

/// The value that a filter or an order looks at.
enum FileAttribute {
    case json(JSONValue)
    case labels(DataLabels)
    case moment(Timestamp)

    /// The attributes that files have.
    static let names = [
        "id", "name", "extension", "path", "local_path", "labels", "tags", "timestamp",
        "posix_timestamp", "size_bytes", "hash_value",
    ]

    /// The attribute of a file by its names, such as `["tags", "cluster"]`; nil when it has none.
    ///
    /// - Throws: `DataError` when the size or hash is asked for, and the file cannot be read.
    init?(_ names: ArraySlice<String>, of file: Datafile) throws(DataError) {
        guard let first = names.first else { return nil }
        if first == "tags" {
            self = .json(file.tags.jsonValue)
        } else if names.count > 1 {
            return nil
        } else {
            switch first {
            case "id": self = .json(.string(file.id.description))
            case "name": self = .json(.string(file.name))
            case "extension": self = .json(.string(file.fileExtension))
            case "path", "local_path": self = .json(.string(file.path))
            case "labels": self = .labels(file.labels)
            case "timestamp": self = file.timestamp.map(Self.moment) ?? .json(.null)
            case "posix_timestamp": self = .json(file.timestamp?.seconds ?? .null)
            case "size_bytes": self = .json(JSONValue(try file.size()))
            case "hash_value": self = .json(.string(try file.hash().description))
            default: return nil
            }
        }
        for name in names.dropFirst() {
            guard case .json(let value) = self, let next = Self.member(name, of: value) else {
                return nil
            }
            self = .json(next)
        }
    }

    private static func member(_ name: String, of value: JSONValue) -> JSONValue? {
        switch value {
        case .object(let members): members[name]
        case .array: Int(name).flatMap { value[$0] }
        default: nil
        }
    }

    /// What kind of attribute it is, for a sentence.
    var kindName: String {
        switch self {
        case .json(let value): value.kindName
        case .labels: "labels"
        case .moment: "a time"
        }
    }

    /// Whether attributes of this kind have the action.
    func has(_ action: FilterAction) -> Bool {
        if FilterAction.ofEverything.contains(action) { return true }
        return switch self {
        case .labels: FilterAction.ofLabels.contains(action)
        case .moment: FilterAction.ofOrder.contains(action) || action.isOfTimes
        case .json(.string):
            FilterAction.ofOrder.contains(action) || FilterAction.ofTexts.contains(action)
        case .json(.number): FilterAction.ofOrder.contains(action)
        case .json(.array), .json(.object): action == .contains
        case .json(.bool), .json(.null): false
        }
    }
}
