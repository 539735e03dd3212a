import Testing
import Topics

struct AttributesTests {
    @Test func `attributes are found by their keys`() throws {
        let attributes = try Attributes(["site": "5", "unit": "kW", "note": "Grüße"])
        #expect(attributes.count == 3)
        #expect(attributes["unit"] == "kW")
        #expect(attributes["Unit"] == nil)
        #expect(attributes.dictionary == ["site": "5", "unit": "kW", "note": "Grüße"])
    }

    @Test func `equal dictionaries make equal blocks`() throws {
        let first = try Attributes(["a": "1", "b": "2", "c": "3"])
        let second = try Attributes(["c": "3", "b": "2", "a": "1"])
        #expect(first == second)
        #expect(first.encoded == second.encoded)
    }

    @Test func `of a key that was sent twice the first value counts`() throws {
        let block: [UInt8] = [0, 2, 0, 1, 0x6B, 0, 1, 0x31, 0, 1, 0x6B, 0, 1, 0x32]
        let attributes = try Attributes(decoding: block)
        #expect(attributes.count == 2)
        #expect(attributes["k"] == "1")
        #expect(attributes.dictionary == ["k": "1"])
        #expect(attributes.encoded == block)
    }

    @Test func `no attributes are two zero bytes`() throws {
        #expect(try Attributes([:]) == .none)
        #expect(try Attributes(decoding: [0, 0]) == .none)
        #expect(Attributes.none.dictionary.isEmpty)
        #expect(Attributes.none[""] == nil)
    }

    @Test func `a key of no bytes is refused`() {
        #expect(throws: WireError.badValue(field: "attributes", reason: "a key is empty")) {
            try Attributes(decoding: [0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0x61])
        }
    }

    @Test func `a damaged block is refused wherever it ends`() throws {
        let block = try Attributes(["site": "5", "unit": "kW"]).encoded
        for length in 0..<block.count {
            #expect(throws: WireError.self) {
                try Attributes(decoding: Array(block.prefix(length)))
            }
        }
        #expect(throws: WireError.trailingBytes(1)) { try Attributes(decoding: block + [0]) }
    }
}
