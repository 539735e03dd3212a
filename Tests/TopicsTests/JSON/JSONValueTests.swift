import Testing
import Topics

@Suite struct JSONValueTests {
    @Test func `literals, subscripts and accessors read like JSON`() {
        let value: JSONValue = [
            "name": "Corfu", "hours": [6, 12.5], "sunny": true, "note": .null, "at": ["x": -1],
        ]
        #expect(value["name"]?.string == "Corfu")
        #expect(value["hours"]?[1]?.double == 12.5)
        #expect(value["hours"]?[0]?.integer == 6)
        #expect(value["hours"]?[2] == nil)
        #expect(value["hours"]?[-1] == nil)
        #expect(value["sunny"]?.bool == true)
        #expect(value["note"]?.isNull == true)
        #expect(value["missing"] == nil)
        #expect(value["at"]?["x"] == -1)
        #expect(value["name"]?["x"] == nil)
        #expect(value["name"]?.number == nil)
        #expect(value["hours"]?.array?.count == 2)
        #expect(value.description.hasPrefix(#"{"name":"Corfu","hours":[6,12.5],"#))
    }

    @Test func `objects are equal whatever the order of their members`() throws {
        let left = try JSONValue(parsing: #"{"a": 1, "b": [2.0]}"#)
        let right = try JSONValue(parsing: #"{"b": [2], "a": 1}"#)
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != ["a": 1])
        #expect(left != ["a": 1, "c": [2]])
    }

    @Test func `an object is changed by key and keeps its order`() {
        var object: JSONObject = ["b": 1, "a": 2, "c": 3]
        object["a"] = 20
        object["d"] = 4
        object["b"] = nil
        object["unknown"] = nil
        #expect(object.keys == ["a", "c", "d"])
        #expect(object["a"] == 20)
        #expect(object.map(\.key) == object.keys)
    }

    @Test func `an object grows and shrinks past the size at which it is indexed`() {
        var object = JSONObject()
        for number in 0..<40 { object["k\(number)"] = JSONValue(number) }
        #expect((0..<40).allSatisfy { object["k\($0)"] == JSONValue($0) })
        for number in 0..<37 { object["k\(number)"] = nil }
        #expect(object.keys == ["k37", "k38", "k39"])
        #expect(object["k38"] == 38)
        #expect(object["k3"] == nil)
    }

    @Test func `two spellings of one character are the same key`() {
        #expect(throws: JSONError.self) {
            try JSONValue(parsing: "{\"\u{e9}\": 1, \"e\u{301}\": 2}")
        }
    }

    @Test func `a pointer names a place as RFC 6901 does`() {
        #expect(JSONPointer().description == "")
        #expect(JSONPointer()["nodes"][2]["a/b~c"][""].description == "/nodes/2/a~1b~0c/")
    }
}
