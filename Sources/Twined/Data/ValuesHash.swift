public import Topics

/// The hash of values as the original computes it.
///
/// It is the CRC-32C of a text: a text itself, a number or `None` as Python writes it, the sorted elements
/// of an array or the members of an object, sorted by key, as Python's `repr` writes them. What lies
/// deeper stays in its order, so the order of keys counts there.
///
///     try ValuesHash.of(["n": 10]).description     // "BhiRUA=="
public enum ValuesHash {
    /// The hash of a value.
    ///
    /// - Throws: `DataError` of the reason `unhashable` for what the original cannot hash: `true` and
    ///   `false` on their own, an array whose elements have no order (numbers beside texts; two nulls; two
    ///   objects), integers of more than 4,300 digits.
    public static func of(_ value: JSONValue) throws(DataError) -> FileHash {
        FileHash(of: try text(of: value).utf8)
    }

    private static func text(of value: JSONValue) throws(DataError) -> String {
        switch value {
        case .bool(let bool):
            throw DataError(.unhashable, "\(bool) on its own has no hash: put it in an object")
        case .string(let text): return text
        case .array(let elements): return try PythonText.of(.array(PythonOrder.sorted(elements)))
        case .object(let members):
            var items: [(String, String)] = []
            for (key, value) in members { items.append((key, try PythonText.of(value))) }
            return list(ofPairs: items)
        default: return try PythonText.of(value)
        }
    }

    /// The hash of things by name, such as datasets by key, of which each has a hash.
    static func of(hashes: [(String, FileHash)]) -> FileHash {
        FileHash(of: list(ofPairs: hashes.map { ($0, "'\($1)'") }).utf8)
    }

    /// The hash of things without names, such as the files of a dataset.
    static func of(hashes: [FileHash]) -> FileHash {
        // The digits of Base64 are all ASCII: their order as texts is that of their bytes.
        let texts = hashes.map(\.description).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return FileHash(of: "[\(texts.map { "'\($0)'" }.joined(separator: ", "))]".utf8)
    }

    private static func list(ofPairs pairs: [(String, String)]) -> String {
        let sorted = pairs.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
        let items = sorted.map { "(\(PythonText.quoted($0.0)), \($0.1))" }
        return "[\(items.joined(separator: ", "))]"
    }
}
