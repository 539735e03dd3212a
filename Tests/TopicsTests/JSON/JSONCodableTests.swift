import Foundation
import Testing
import Topics

@Suite struct JSONCodableTests {
    struct Place: Codable, Equatable {
        var name: String
        var hours: [Int]
        var height: Double?
        var kind: Kind
        var extra: JSONValue
        var byName: [String: [UInt8]]

        enum Kind: String, Codable { case island, city }
    }

    private static let text = """
        {"name": "Corfu", "hours": [6, 12], "kind": "island",
         "extra": {"z": 1.50, "a": [null, 1e400]}, "byName": {"x": [1]}}
        """

    @Test func `a type is decoded and encoded again`() throws {
        let value = try JSONValue(parsing: Self.text)
        let place = try value.decode(as: Place.self)
        #expect(place.name == "Corfu")
        #expect(place.height == nil)
        #expect(place.extra.text() == #"{"z":1.50,"a":[null,1e400]}"#)
        #expect(try JSONValue(encoding: place) == value)
    }

    @Test func `keys are encoded in the order of the type`() throws {
        struct Ordered: Encodable { var z = 1, a = Optional(2), none = Int?.none, m = ["k": 3.0] }
        #expect(try JSONValue(encoding: Ordered()).text() == #"{"z":1,"a":2,"m":{"k":3.0}}"#)
    }

    @Test(arguments: [
        (#"{"hours": [1]}"#, "", "the key \"name\" is missing"),
        (#"{"name": 1}"#, "name", "expected a string, found a number"),
        (#"{"name": "a", "hours": {}}"#, "hours", "expected an array, found an object"),
        (#"{"name": "a", "hours": [1, 2.5]}"#, "hours.1", "the number 2.5 is not of type Int"),
        (#"{"name": "a", "hours": [1, "x"]}"#, "hours.1", "expected a number, found a string"),
        (#"{"name": "a", "hours": [], "height": 1e400}"#, "height", "1e400 is not a Double"),
        (#"{"name": "a", "hours": [], "kind": "sea"}"#, "kind", "invalid String value sea"),
        ("[]", "", "expected an object, found an array"),
    ])
    func `what does not fit is named with its path`(text: String, path: String, sentence: String) {
        let error = #expect(throws: DecodingError.self) {
            try JSONValue(parsing: text).decode(as: Place.self)
        }
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .keyNotFound(_, let context), .dataCorrupted(let context):
                context
            default: nil
            }
        let keys = context?.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        #expect(keys?.joined(separator: ".") == path)
        #expect(context?.debugDescription.contains(sentence) == true, "\(error as Any)")
    }

    @Test func `an infinite number is not encoded`() {
        #expect(throws: EncodingError.self) { try JSONValue(encoding: [1, Double.infinity]) }
    }

    @Test func `any value passes unchanged as itself`() throws {
        let value = try JSONValue(parsing: Self.text)
        #expect(try value.decode(as: JSONValue.self).text() == value.text())
        #expect(try JSONValue(encoding: value).text() == value.text())
        #expect(try JSONValue(parsing: "[]").decode(as: [Int].self) == [])
        #expect(try JSONValue(encoding: [Int]()).text() == "[]")
        #expect(try JSONValue(encoding: [String: Int]()).text() == "{}")
        #expect(try JSONValue(encoding: Int?.none).text() == "null")
        #expect(try JSONValue(parsing: "[1,null,3]").decode(as: [Int?].self) == [1, nil, 3])
    }

    @Test func `an enumeration with payload passes`() throws {
        enum Event: Codable, Equatable { case log(text: String, level: Int), end }
        let events = [Event.log(text: "x", level: 3), .end]
        let value = try JSONValue(encoding: events)
        #expect(value.text() == #"[{"log":{"text":"x","level":3}},{"end":{}}]"#)
        #expect(try value.decode(as: [Event].self) == events)
    }

    @Test func `numbers of every width pass`() throws {
        struct Numbers: Codable, Equatable {
            var a = Int8.min, b = Int16.max, c = Int32.min, d = Int64.max
            var e = UInt8.max, f = UInt16.max, g = UInt32.max, h = UInt64.max, i = UInt.max
            var j: Float = 0.1, k = Double.leastNonzeroMagnitude, l = true
        }
        let value = try JSONValue(encoding: Numbers())
        #expect(try JSONValue(parsing: value.text()).decode(as: Numbers.self) == Numbers())
        #expect(value["j"]?.number?.text == "0.1")
        #expect(throws: DecodingError.self) { try JSONValue(1e39).decode(as: Float.self) }
        #expect(throws: DecodingError.self) { try JSONValue(true).decode(as: Int.self) }
    }

    @Test func `containers that a type nests by hand pass`() throws {
        let value = try JSONValue(encoding: Nested(x: 1, y: [2, nil], z: "3"))
        #expect(value.text() == #"{"outer":{"x":1},"list":[[2,null],{"z":"3"},null]}"#)
        #expect(try value.decode(as: Nested.self) == Nested(x: 1, y: [2, nil], z: "3"))
        for broken in [
            #"{"outer":{"x":1},"list":[]}"#, #"{"outer":{"x":1},"list":[[2,null]]}"#,
            #"{"outer":{"x":1},"list":[[2,null],{"z":"3"},4]}"#, #"{"outer":[],"list":[]}"#,
            #"{"outer":{"x":1},"list":{}}"#,
        ] {
            #expect(throws: DecodingError.self) {
                try JSONValue(parsing: broken).decode(as: Nested.self)
            }
        }
    }

    @Test func `a class passes with its superclass`() throws {
        let value = try JSONValue(encoding: Derived(base: 1, derived: 2))
        #expect(value.text() == #"{"derived":2,"super":{"base":1}}"#)
        let object = try value.decode(as: Derived.self)
        #expect(object.base == 1 && object.derived == 2)
    }

    @Test func `a value passes through the coders of Foundation`() throws {
        let value: JSONValue = [
            "a": [.null, true, -1, 2.5, "x", JSONValue(UInt64.max)], "b": [:],
        ]
        let data = try JSONEncoder().encode(value)
        #expect(try JSONValue(parsing: Array(data)) == value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
        #expect(throws: EncodingError.self) {
            try JSONEncoder().encode(try JSONValue(parsing: "[1e400]"))
        }
    }
}

/// A type that writes its own containers, as `Codable` allows.
private struct Nested: Codable, Equatable {
    var x: Int
    var y: [Int?]
    var z: String

    enum Key: CodingKey { case outer, list, x, z }

    init(x: Int, y: [Int?], z: String) {
        (self.x, self.y, self.z) = (x, y, z)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        x = try container.nestedContainer(keyedBy: Key.self, forKey: .outer).decode(
            Int.self, forKey: .x)
        var list = try container.nestedUnkeyedContainer(forKey: .list)
        var inner = try list.nestedUnkeyedContainer()
        y = []
        while !inner.isAtEnd { y.append(try inner.decodeNil() ? nil : inner.decode(Int.self)) }
        z = try list.nestedContainer(keyedBy: Key.self).decode(String.self, forKey: .z)
        guard try list.decodeNil(), list.isAtEnd, list.currentIndex == list.count else {
            throw DecodingError.dataCorruptedError(in: list, debugDescription: "no null at the end")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        var outer = container.nestedContainer(keyedBy: Key.self, forKey: .outer)
        try outer.encode(x, forKey: .x)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        var inner = list.nestedUnkeyedContainer()
        for element in y { try inner.encode(element) }
        var last = list.nestedContainer(keyedBy: Key.self)
        try last.encode(z, forKey: .z)
        try list.encodeNil()
    }
}

private class Base: Codable {
    var base: Int
    init(base: Int) { self.base = base }
}

private final class Derived: Base {
    var derived: Int

    enum Key: CodingKey { case derived }

    init(base: Int, derived: Int) {
        self.derived = derived
        super.init(base: base)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        derived = try container.decode(Int.self, forKey: .derived)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(derived, forKey: .derived)
        try super.encode(to: container.superEncoder())
    }
}
