import BusNode
import Testing

struct ChildrenTests {
    @Test func `children are read as Twined lists them, and written the same`() throws {
        let list: JSONValue = [
            ["key": "elevation", "id": "example/elevation:1.0.0", "backend": ["name": "Local"]],
            ["key": "wind", "id": "example/wind-speed"],
        ]
        let children = try Children(list)
        #expect(children.keys == ["elevation", "wind"])
        #expect(children["elevation"]?.reference.description == "example/elevation:1.0.0")
        #expect(children.json == list)
    }

    @Test func `children can be written as references by key`() throws {
        let children = try Children(["wind": "example/wind-speed"])
        #expect(children.json == [["key": "wind", "id": "example/wind-speed"]])
    }

    @Test(arguments: [
        (#"[{"id": "a/b"}]"#, "/0/key"), (#"[{"key": "", "id": "a/b"}]"#, "/0/key"),
        (#"[{"key": "k"}]"#, "/0/id"), (#"[{"key": "k", "id": "nothing"}]"#, "/0/id"),
        (#"[{"key": "k", "id": "a/b"}, {"key": "k", "id": "a/c"}]"#, "/1"), ("3", "a number"),
    ])
    func `what is no list of children is refused with its place`(
        text: String, place: String
    ) throws {
        let document = try JSONValue(parsing: text)
        let error = #expect(throws: NodeError.self) { try Children(document) }
        #expect(error?.code == .badValues)
        #expect(error?.message.contains(place) == true)
    }
}
