/// The object that a type writes its members to.
struct KeyedStorage<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let storage: JSONStorage
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) { encoder(at: key).encodeNil() }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try encoder(at: key).encode(value)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        encoder(at: key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(at: key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        JSONValueEncoder(
            storage: storage.member("super"), codingPath: codingPath + [JSONKey("super")])
    }

    func superEncoder(forKey key: Key) -> any Encoder { encoder(at: key) }

    private func encoder(at key: Key) -> JSONValueEncoder {
        JSONValueEncoder(storage: storage.member(key.stringValue), codingPath: codingPath + [key])
    }
}
