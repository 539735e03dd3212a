import Testing
import Topics
import Twined

@Suite("A document that is no JSON Schema")
struct SchemaErrorTests {
    private func error(_ document: JSONValue) -> String? {
        #expect(throws: SchemaError.self) { try JSONSchema(document) }?.description
    }

    private static let mistakes: [(JSONValue, String)] = [
        ([], "#: a schema is an object, true or false, not []"),
        (
            ["type": "objct"],
            "#/type: \"objct\" is no type, which are null, boolean, integer, number, string, array and object"
        ),
        (
            ["properties": ["a": ["minimum": "3"]]],
            "#/properties/a/minimum: minimum is a number, not \"3\""
        ),
        (
            ["$defs": ["unused": ["maxLength": -1]]],
            "#/$defs/unused/maxLength: maxLength is an integer of at least 0, not -1"
        ),
        (["allOf": []], "#/allOf: allOf is an array of at least one schema, not []"),
        (
            ["items": [true]],
            "#/items: items is one schema; those of the first elements are prefixItems, not an array of 1"
        ),
        (
            ["pattern": "(a"],
            "#/pattern: the pattern \"(a\": a \"(\" without its \")\" at character 1"
        ),
        (
            ["multipleOf": 0],
            "#/multipleOf: multipleOf is a number above 0 of at most 37 digits, not 0"
        ),
        (["$ref": "#/$defs/none"], "#/$ref: \"#/$defs/none\" leads to no schema"),
        (["$ref": "#none"], "#/$ref: \"#none\" names no anchor there"),
        (["$ref": "#%zz"], "#/$ref: \"#%zz\" has a bad % sign"),
        (
            ["$schema": "http://json-schema.org/draft-04/schema#"],
            "#/$schema: \"http://json-schema.org/draft-04/schema#\" is no meta-schema known here, which are draft-07 and draft 2020-12 and those that documents were added for"
        ),
        (
            ["$id": "https://example.org/a", "not": 1],
            "https://example.org/a#/not: not is a schema, not 1"
        ),
    ]

    @Test(arguments: mistakes)
    func `says where and why`(document: JSONValue, expected: String) {
        #expect(error(document) == expected)
    }

    @Test func `never has a document fetched`() {
        #expect(
            error(["$ref": "https://example.org/x.json"])
                == "#/$ref: \"https://example.org/x.json\" refers to \"https://example.org/x.json\", "
                + "which is no document here; documents are never fetched, so add it first")
    }

    private static let loops: [JSONValue] = [
        ["$ref": "#"], ["allOf": [["$ref": "#"]]], ["if": ["$ref": "#"]],
        ["$defs": ["a": ["$ref": "#/$defs/b"], "b": ["not": ["$ref": "#/$defs/a"]]]],
        ["dependentSchemas": ["a": ["anyOf": [true, ["$ref": "#"]]]]],
    ]

    @Test(arguments: loops)
    func `comes back to itself at the same value`(document: JSONValue) {
        #expect(error(document)?.contains("the schema comes back to itself") == true)
    }
}
