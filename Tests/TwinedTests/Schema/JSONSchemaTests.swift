import Testing
import Topics
import Twined

@Suite("A JSON Schema")
struct JSONSchemaTests {
    /// The place, the keyword, the place of the keyword and the message of each violation.
    private func found(_ schema: JSONValue, _ value: JSONValue) throws -> [[String]] {
        try JSONSchema(schema).violations(of: value).map {
            [$0.place.description, $0.keyword, $0.keywordLocation, $0.message]
        }
    }

    @Test func `names each place, keyword and limit that a value breaks`() throws {
        let schema: JSONValue = [
            "type": "object", "required": ["name", "height"],
            "properties": [
                "name": ["type": "string"],
                "levels": ["items": ["$ref": "#/$defs/level"], "uniqueItems": true],
            ],
            "additionalProperties": false, "$defs": ["level": ["minimum": 0.5]],
        ]
        let value: JSONValue = ["name": 4, "levels": [0.25, 1, 1.0], "odd~/": .null]
        #expect(
            try found(schema, value) == [
                ["", "required", "#/required", "the member \"height\" is missing"],
                ["/name", "type", "#/properties/name/type", "4 is not of type string"],
                [
                    "/levels", "uniqueItems", "#/properties/levels/uniqueItems",
                    "elements 1 and 2 are equal: 1.0",
                ],
                [
                    "/levels/0", "minimum", "#/$defs/level/minimum",
                    "0.25 is less than the minimum 0.5",
                ],
                [
                    "/odd~0~1", "additionalProperties", "#/additionalProperties",
                    "the member \"odd~/\" is none of those that may be here",
                ],
            ])
    }

    @Test func `says where a keyword is with the address of its resource`() throws {
        let schema: JSONValue = [
            "$id": "https://example.org/tree",
            "properties": ["inner": ["$id": "branch", "items": ["maximum": 3]]],
        ]
        let violation = try #require(
            try JSONSchema(schema).violations(of: ["inner": [4]]).first)
        #expect(violation.keywordLocation == "https://example.org/branch#/items/maximum")
        #expect(violation.schemaPlace?.description == "/properties/inner/items/maximum")
        #expect(
            violation.description
                == "/inner/0: 4 is greater than the maximum 3 "
                + "(https://example.org/branch#/items/maximum)")
    }

    @Test func `shortens long values and lists`() throws {
        let long = JSONValue.string(String(repeating: "é", count: 1_000_000))
        let text = try #require(try found(["maxLength": 3], long).first?[3])
        #expect(text.unicodeScalars.count < 150)
        #expect(text.hasSuffix("…\" has 1000000 characters, more than 3"))
        let many = JSONValue.array((0..<1000).map { JSONValue($0) })
        #expect(
            try found(["enum": many], "x").first?[3]
                == "\"x\" is none of 0, 1, 2, 3, 4, 5, 6, 7, … (1000 in all)")
        #expect(try found(["const": 1], many).first?[3] == "an array of 1000 is not 1")
    }

    @Test func `finds no more violations than it is asked for`() throws {
        let schema = try JSONSchema(["items": ["type": "string"]])
        let value = JSONValue.array(Array(repeating: 1, count: 1000))
        #expect(schema.violations(of: value).count == 100)
        #expect(schema.violations(of: value, limit: 1).count == 1)
    }

    @Test func `counts what is next to a mistake as evaluated`() throws {
        let schema: JSONValue = [
            "properties": ["a": ["type": "string"]], "unevaluatedProperties": false,
        ]
        #expect(try found(schema, ["a": 1]).map { $0[1] } == ["type"])
        #expect(
            try found(schema, ["b": 1]) == [
                [
                    "/b", "unevaluatedProperties", "#/unevaluatedProperties",
                    "the member \"b\" is none of those that may be here",
                ]
            ])
    }

    @Test func `tells characters apart that only look alike`() throws {
        let composed: JSONValue = "\u{E9}"
        let decomposed: JSONValue = "e\u{301}"
        #expect(try JSONSchema(["const": composed]).accepts(composed))
        #expect(try !JSONSchema(["const": composed]).accepts(decomposed))
        #expect(try JSONSchema(["uniqueItems": true]).accepts([composed, decomposed]))
        let many = JSONValue.array((0..<20).map { JSONValue($0) } + [composed, decomposed])
        #expect(try JSONSchema(["uniqueItems": true]).accepts(many))
    }

    @Test func `fills in no defaults, and takes 40.0 for an integer but true for no number`() throws
    {
        let schema: JSONValue = [
            "properties": ["a": ["type": "integer", "default": 1]], "required": ["a"],
        ]
        #expect(try !JSONSchema(schema).accepts([:]))
        #expect(try JSONSchema(schema).accepts(["a": 40.0]))
        #expect(try !JSONSchema(schema).accepts(["a": true]))
    }

    @Test func `checks formats only when it is told to`() throws {
        let schema: JSONValue = ["format": "date"]
        #expect(try JSONSchema(schema).accepts("2024-13-01"))
        let strict = try JSONSchema(schema, assertsFormat: true)
        #expect(
            strict.violations(of: "2024-13-01").map(\.message)
                == ["\"2024-13-01\" has not the format date"])
    }

    @Test func `crosses from one draft to the other by $schema`() throws {
        var documents = SchemaDocuments.bundled
        documents.add(
            [
                "$schema": "http://json-schema.org/draft-07/schema#",
                "items": [["type": "integer"]], "prefixItems": false,
            ], at: "https://example.org/old")
        let schema = try JSONSchema(
            [
                "prefixItems": [["$ref": "https://example.org/old"]],
                "$defs": [
                    "new": [
                        "$id": "https://example.org/new",
                        "$schema": "https://json-schema.org/draft/2020-12/schema",
                        "dependentRequired": ["a": ["b"]],
                    ]
                ],
            ], documents: documents)
        #expect(schema.accepts([[1, "x"]]))
        #expect(!schema.accepts([["x"]]))
    }

    @Test func `reads the meta-schemas, which accept themselves`() throws {
        for address in [
            "https://json-schema.org/draft/2020-12/schema",
            "http://json-schema.org/draft-07/schema#",
        ] {
            let schema = try JSONSchema(["$ref": .string(address)])
            #expect(schema.accepts(["type": "object", "properties": ["a": true]]))
            #expect(!schema.accepts(["properties": ["a": ["type": "objct"]]]))
        }
    }
}
