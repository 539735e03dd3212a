/// Reads the fields of a JSON object and remembers what is wrong with each.
///
/// A method returns nil for a field that is absent or bad; `checked` then throws what is wrong with all.
struct FieldReader {
    private let container: KeyedDecodingContainer<RegistryField>
    private var errors = FieldErrors()

    init(_ decoder: any Decoder) throws {
        container = try decoder.container(keyedBy: RegistryField.self)
    }

    /// Notes that a field is bad.
    mutating func add(_ reason: String, to field: RegistryField) {
        errors.add(reason, to: field)
    }

    /// The value that was read.
    ///
    /// - Throws: `FieldErrors` when any field that was read is bad.
    func checked<Value>(_ value: Value?) throws -> Value {
        guard errors.reasons.isEmpty else { throw errors }
        guard let value else { preconditionFailure("a field is absent and nothing is wrong") }
        return value
    }

    /// Whether the field is there and not null.
    func has(_ field: RegistryField) -> Bool {
        container.contains(field) && (try? container.decodeNil(forKey: field)) == false
    }

    /// A text that has to be there.
    mutating func text(_ field: RegistryField) -> String? {
        required(field, "a text") { try $0.decode(String.self, forKey: field) }
    }

    /// True or false, which has to be there.
    mutating func boolean(_ field: RegistryField) -> Bool? {
        required(field, "true or false") { try $0.decode(Bool.self, forKey: field) }
    }

    /// True or false, or nil where the field is absent or null.
    mutating func booleanIfPresent(_ field: RegistryField) -> Bool? {
        has(field) ? boolean(field) : nil
    }

    /// A whole number within a range, which has to be there.
    mutating func integer(
        _ field: RegistryField, in range: ClosedRange<Int64> = 0...Int64.max
    ) -> Int64? {
        let expected =
            range.upperBound == .max
            ? "a whole number, \(range.lowerBound) or more"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        let value = required(field, expected) { try $0.decode(Int64.self, forKey: field) }
        guard let value else { return nil }
        guard range.contains(value) else {
            errors.add("must be \(expected)", to: field)
            return nil
        }
        return value
    }

    /// A whole number within a range, or nil where the field is absent or null.
    mutating func integerIfPresent(
        _ field: RegistryField, in range: ClosedRange<Int64> = 0...Int64.max
    ) -> Int64? {
        has(field) ? integer(field, in: range) : nil
    }

    /// A value of a type with fields of its own, which has to be there.
    mutating func value<Value: Decodable>(_ field: RegistryField, as type: Value.Type) -> Value? {
        required(field, "as documented") { try $0.decode(type, forKey: field) }
    }

    /// A JSON object of at most this many bytes when it is written without spaces, or nil where the field is
    /// absent or null.
    mutating func objectIfPresent(_ field: RegistryField, byteLimit: Int) -> JSONValue? {
        guard has(field) else { return nil }
        let value = required(field, "an object") { try $0.decode(JSONValue.self, forKey: field) }
        guard let value else { return nil }
        guard value.object != nil else {
            errors.add("must be an object", to: field)
            return nil
        }
        let count = value.bytes().count
        guard count <= byteLimit else {
            errors.add("has \(count) bytes, and the limit is \(byteLimit)", to: field)
            return nil
        }
        return value
    }

    /// A text that is read as something more special.
    mutating func parsed<Value>(
        _ field: RegistryField, _ parse: (String) throws(NameError) -> Value
    ) -> Value? {
        guard let text = text(field) else { return nil }
        do {
            return try parse(text)
        } catch {
            errors.add("is wrong: \(error)", to: field)
            return nil
        }
    }

    /// The service of `namespace` and `name`.
    mutating func service() -> ServiceName? {
        // Each is checked beside a part that is right, so that both are reported.
        let namespace = parsed(.namespace) { text throws(NameError) in
            try ServiceName(namespace: text, name: "name")
        }
        let name = parsed(.name) { text throws(NameError) in
            try ServiceName(namespace: "namespace", name: text)
        }
        guard let namespace, let name else { return nil }
        return try? ServiceName(namespace: namespace.namespace, name: name.name)
    }

    /// The service of `namespace` and `name`, or nil where both are absent or null.
    mutating func serviceIfPresent() -> ServiceName? {
        has(.namespace) || has(.name) ? service() : nil
    }

    /// What has happened, by its word.
    mutating func changeKind() -> RegistryChangeKind? {
        parsed(.kind) { text throws(NameError) in
            guard let kind = RegistryChangeKind(rawValue: text) else {
                let known = RegistryChangeKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw NameError(text, isNot: "a kind of change", because: "\(known) are")
            }
            return kind
        }
    }

    /// Why somebody did something, in words for people, or nil where the field is absent or null.
    mutating func reasonIfPresent() -> String? {
        has(.reason) ? sentence(.reason, byteLimit: DeprecationRequest.reasonLimit) : nil
    }

    /// A text of at least one byte and at most so many, which has to be there.
    mutating func sentence(_ field: RegistryField, byteLimit: Int) -> String? {
        guard let text = text(field) else { return nil }
        guard !text.isEmpty, text.utf8.count <= byteLimit else {
            errors.add(
                text.isEmpty
                    ? "is empty" : "has \(text.utf8.count) bytes, and the limit is \(byteLimit)",
                to: field)
            return nil
        }
        return text
    }

    /// The revision of `namespace`, `name` and `revision_tag`.
    mutating func revision() -> ServiceRevision? {
        let service = service()
        let tag = parsed(.revisionTag, RevisionTag.init)
        guard let service, let tag else { return nil }
        return ServiceRevision(service: service, tag: tag)
    }

    private mutating func required<Value>(
        _ field: RegistryField, _ expected: String,
        _ decode: (KeyedDecodingContainer<RegistryField>) throws -> Value
    ) -> Value? {
        guard has(field) else {
            errors.add("is missing", to: field)
            return nil
        }
        guard let value = try? decode(container) else {
            errors.add("must be \(expected)", to: field)
            return nil
        }
        return value
    }
}
