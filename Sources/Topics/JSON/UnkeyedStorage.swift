/// The array that a type writes its elements to.
struct UnkeyedStorage: UnkeyedEncodingContainer {
    let storage: JSONStorage
    let codingPath: [any CodingKey]

    var count: Int { storage.count }

    func encodeNil() { next().encodeNil() }

    func encode(_ value: some Encodable) throws { try next().encode(value) }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        next().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { next().unkeyedContainer() }

    func superEncoder() -> any Encoder { next() }

    private func next() -> JSONValueEncoder {
        let path = codingPath + [JSONKey(place: storage.count)]
        return JSONValueEncoder(storage: storage.appended(), codingPath: path)
    }
}
