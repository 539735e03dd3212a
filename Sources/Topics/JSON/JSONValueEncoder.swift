/// Writes `Encodable` types as a JSON value in memory; made by `JSONValue(encoding:)`.
struct JSONValueEncoder: Encoder {
    let storage: JSONStorage
    let codingPath: [any CodingKey]

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        storage.becomeObject()
        return KeyedEncodingContainer(KeyedStorage(storage: storage, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        storage.becomeArray()
        return UnkeyedStorage(storage: storage, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension JSONValue {
    /// The value of a type of one's own, which names its parts with `Codable`.
    ///
    /// - Throws: `EncodingError` for an infinite number or NaN, which JSON cannot write, or what the
    ///   type's own encoding throws.
    public init(encoding value: some Encodable) throws {
        let storage = JSONStorage()
        try value.encode(to: JSONValueEncoder(storage: storage, codingPath: []))
        self = storage.finished()
    }
}

extension JSONValueEncoder: SingleValueEncodingContainer {
    func encodeNil() { storage.value = .null }
    func encode(_ value: Bool) { storage.value = .bool(value) }
    func encode(_ value: String) { storage.value = .string(value) }
    func encode(_ value: Double) throws { storage.value = try number(value) }
    func encode(_ value: Float) throws { storage.value = try number(value) }
    func encode(_ value: Int) { storage.value = JSONValue(value) }
    func encode(_ value: Int8) { storage.value = JSONValue(value) }
    func encode(_ value: Int16) { storage.value = JSONValue(value) }
    func encode(_ value: Int32) { storage.value = JSONValue(value) }
    func encode(_ value: Int64) { storage.value = JSONValue(value) }
    func encode(_ value: UInt) { storage.value = JSONValue(value) }
    func encode(_ value: UInt8) { storage.value = JSONValue(value) }
    func encode(_ value: UInt16) { storage.value = JSONValue(value) }
    func encode(_ value: UInt32) { storage.value = JSONValue(value) }
    func encode(_ value: UInt64) { storage.value = JSONValue(value) }
    func encode(_ value: some Encodable) throws { try value.encode(to: self) }

    private func number(_ value: some BinaryFloatingPoint & CustomStringConvertible) throws
        -> JSONValue
    {
        guard value.isFinite else {
            throw EncodingError.invalidValue(
                value,
                EncodingError.Context(
                    codingPath: codingPath, debugDescription: "JSON has no number \(value)"))
        }
        return .number(JSONNumber(checked: value.description))
    }
}
