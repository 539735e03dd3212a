public import Topics

/// A question about a datafile that is true or not: `name__ends_with=.csv`, `tags__cluster__gt=1`.
///
///     try dataset.files.filtered(by: .name(.endsWith, ".csv"), .tag("cluster", .isGreater, 1))
///     try dataset.files.filtered(by: FileFilter(parsing: "labels__not_contains=draft"))
public struct FileFilter: Hashable, Sendable, CustomStringConvertible {
    /// The names of the attribute, then the action: `tags__cluster__gt`. Without an action it is `equals`.
    public let name: String
    /// What the attribute is compared with.
    public let value: JSONValue

    /// A filter by its name and value, as the original's keyword arguments.
    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// Reads `name=value`, where the value is JSON, or else a text.
    ///
    /// - Throws: `DataError` when there is no `=`.
    public init(parsing text: String) throws(DataError) {
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
            throw DataError(.malformed, "\"\(text.prefix(100))\" is no filter: write name=value")
        }
        let value = String(text[text.index(after: sign)...])
        self.init(String(text[..<sign]), (try? JSONValue(parsing: value)) ?? .string(value))
    }

    /// A filter of the file's name.
    public static func name(_ action: FilterAction, _ value: JSONValue) -> FileFilter {
        FileFilter("name__\(action.rawValue)", value)
    }

    /// A filter of the moment that the file is about; times are ISO 8601.
    public static func timestamp(_ action: FilterAction, _ value: JSONValue) -> FileFilter {
        FileFilter("timestamp__\(action.rawValue)", value)
    }

    /// A filter of a tag.
    public static func tag(
        _ tag: String, _ action: FilterAction = .equals, _ value: JSONValue
    ) -> FileFilter {
        FileFilter("tags__\(tag)__\(action.rawValue)", value)
    }

    /// Whether the file has a label.
    public static func label(_ label: String) -> FileFilter {
        FileFilter("labels__contains", .string(label))
    }

    /// The filter as it is parsed.
    public var description: String {
        "\(name)=\(value.string ?? value.text())"
    }

    /// Whether a file is what the filter asks for; one without the attribute is not.
    ///
    /// - Throws: `DataError` when the attribute of the file has no such action, or the value does not fit.
    public func accepts(_ file: Datafile) throws(DataError) -> Bool {
        let names = name.split(separator: "__", omittingEmptySubsequences: false).map(String.init)
        let first = names.first ?? ""
        guard FileAttribute.names.contains(first) else {
            throw DataError(
                .malformed,
                "\(self): files have no attribute \"\(first)\", only "
                    + FileAttribute.names.joined(separator: ", "))
        }
        let (action, isOpposite) = Self.action(names[names.count - 1])
        if let action, names.count > 1 {
            guard let attribute = try FileAttribute(names.dropLast(), of: file) else {
                return false
            }
            if attribute.has(action) {
                return try FilterComparison(attribute, value, self).holds(action) != isOpposite
            }
            // Nothing is before or after a moment that is not known.
            if case .json(.null) = attribute { return false }
        }
        // The last name may be that of a tag: `tags__cluster=1`.
        if let attribute = try FileAttribute(names[...], of: file) {
            return try FilterComparison(attribute, value, self).holds(.equals)
        }
        guard first == "tags", action == nil else {
            let kind = try FileAttribute(names.dropLast(), of: file)?.kindName ?? "nothing"
            throw DataError(
                .malformed, "\(self): there is no filter \"\(names[names.count - 1])\" of \(kind)")
        }
        return false
    }

    /// The action of a name, and whether its opposite is meant; nil when it is none.
    private static func action(_ name: String) -> (FilterAction?, Bool) {
        if let action = FilterAction(rawValue: name) { return (action, false) }
        let opposite = name == "is_not" ? "is" : name.hasPrefix("not_") ? name.dropFirst(4) : ""
        guard let action = FilterAction(rawValue: String(opposite)), action.hasOpposite,
            (action == .isSame) == (name == "is_not")
        else { return (nil, false) }
        return (action, true)
    }
}
