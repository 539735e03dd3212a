import Testing
import Topics
import Twined

@Suite("A twine.json")
struct TwineTests {
    private static let document: JSONValue = [
        "configuration_values_schema": ["type": "object", "optional": true],
        "input_values_schema": [
            "type": "object", "properties": ["height": ["type": "integer", "minimum": 2]],
            "required": ["height"],
        ],
        "output_values_schema": [
            "type": ["number", "boolean", "string", "array", "object", "null"]
        ],
        "monitor_message_schema": ["required": ["status"]],
        "input_manifest": [
            "datasets": [
                "met_mast": [
                    "purpose": "Measured wind",
                    "file_tags_template": [
                        "type": "object", "properties": ["height": ["type": "number"]],
                        "required": ["height"],
                    ],
                ],
                "extra": ["optional": true],
            ]
        ],
        "output_manifest": ["datasets": [:], "optional": true],
        "credentials": [
            ["name": "WEATHER_TOKEN", "purpose": "To ask for weather"], ["name": "KEY"],
        ],
        "children": [["key": "elevation", "filters": "a:b", "more": 1], ["key": "wind"]],
        "twined_version": "0.0.1", "unknown": 4,
    ]
    private let twine: Twine

    init() throws {
        twine = try Twine(Self.document)
    }

    private static func manifest(_ datasets: JSONValue) -> JSONValue {
        ["id": "a", "datasets": datasets]
    }

    private static func file(_ tags: JSONValue) -> JSONValue {
        ["id": "f", "path": "a.csv", "timestamp": .null, "tags": tags, "labels": []]
    }

    private static func dataset(_ files: [JSONValue]) -> JSONValue {
        ["id": "d", "name": "met_mast", "tags": [:], "labels": [], "files": .array(files)]
    }

    private static let goodManifest = manifest([
        "met_mast": dataset([file(["height": 40])]), "another": "folder/of/files",
    ])

    @Test func `names its strands, credentials and children`() {
        #expect(twine.strands == Set(Strand.allCases).subtracting([.configurationManifest]))
        #expect(twine.credentials.map(\.name) == ["WEATHER_TOKEN", "KEY"])
        #expect(twine.credentials.first?.purpose == "To ask for weather")
        #expect(twine.children.map(\.key) == ["elevation", "wind"])
        #expect(twine.manifest(.inputManifest)?.datasets.map(\.key) == ["met_mast", "extra"])
    }

    @Test func `accepts a question that keeps all of it`() {
        let children: JSONValue = [
            ["key": "wind", "id": "a/b:1", "backend": ["name": "any"]],
            ["key": "elevation", "id": "a/c:1"],
        ]
        #expect(
            twine.inputViolations(
                values: ["height": 2.0], manifest: Self.goodManifest, children: children) == [])
        #expect(twine.configurationViolations(values: nil, manifest: nil) == [])
    }

    @Test func `names what a question breaks, and where in both documents`() throws {
        let found = twine.inputViolations(
            values: ["height": 1], manifest: nil, children: nil)
        #expect(
            found.map(\.description) == [
                "input_values/height: 1 is less than the minimum 2 "
                    + "(/input_values_schema/properties/height/minimum in twine.json)",
                "input_manifest: twine.json asks for input_manifest, and there are none "
                    + "(/input_manifest in twine.json)",
            ])
    }

    @Test func `never takes a text for the path of a file or for JSON`() {
        for text in ["values.json", "{\"height\": 3}"] {
            let found = twine.inputViolations(
                values: .string(text), manifest: Self.goodManifest, children: nil)
            #expect(found.map(\.message) == ["\(JSONValue.string(text)) is not of type object"])
        }
    }

    @Test(arguments: [0, false, "", [], [:], .null] as [JSONValue])
    func `takes an output for one that Python would call false`(output: JSONValue) {
        #expect(twine.outputViolations(values: output, manifest: nil) == [])
    }

    @Test func `wants an output that it describes, and takes none that it does not`() throws {
        #expect(twine.outputViolations(values: nil, manifest: nil).count == 1)
        let silent = try Twine([:])
        #expect(silent.outputViolations(values: nil, manifest: nil) == [])
        let found = silent.outputViolations(values: 0, manifest: nil)
        #expect(
            found.map(\.message)
                == ["there are output_values, and twine.json has no output_values_schema"])
        #expect(silent.monitorViolations(1).count == 1)
        #expect(silent.childrenViolations([]).count == 1)
    }

    @Test func `checks monitor messages`() {
        #expect(twine.monitorViolations(["status": "half"]) == [])
        #expect(twine.monitorViolations([:]).map(\.strand) == [.monitorMessage])
    }

    @Test func `wants each of its children, and no other`() {
        let found = twine.childrenViolations([
            ["key": "wind", "id": "a/b"], ["key": "sun", "id": "a/c"],
        ])
        #expect(
            found.map(\.description) == [
                "children: no child has the key \"elevation\" (/children/0 in twine.json)",
                "children/1/key: twine.json has no child of the key \"sun\" "
                    + "(/children in twine.json)",
            ])
        #expect(twine.childrenViolations([["key": "wind"]]).count == 1)
    }

    @Test func `wants the datasets of a manifest, but for optional ones`() {
        let found = twine.inputViolations(
            values: ["height": 3], manifest: Self.manifest([:]), children: nil)
        #expect(found.map(\.place.description) == ["/datasets"])
        #expect(found.map(\.message) == ["the dataset \"met_mast\" is expected and missing"])
        let broken = twine.inputViolations(
            values: ["height": 3], manifest: ["id": "a", "datasets": ["met_mast": ["id": "d"]]],
            children: nil)
        #expect(broken.map(\.place.description) == Array(repeating: "/datasets/met_mast", count: 4))
    }

    @Test func `checks the tags of each file`() {
        let dataset = Self.dataset([Self.file(["height": 1]), Self.file(["height": "2"]), "a.csv"])
        let found = twine.inputViolations(
            values: ["height": 3], manifest: Self.manifest(["met_mast": dataset]), children: nil)
        #expect(
            found.map(\.description) == [
                "input_manifest/datasets/met_mast/files/1/tags/height: \"2\" is not of type number, "
                    + "which the tags of the file \"a.csv\" in the dataset \"met_mast\" have to keep "
                    + "(/input_manifest/datasets/met_mast/file_tags_template/properties/height/type "
                    + "in twine.json)"
            ])
    }

    @Test func `looks for its credentials in the environment`() {
        let found = twine.credentialViolations(environment: ["KEY": ""])
        #expect(found.map(\.message) == ["the environment does not set WEATHER_TOKEN"])
    }

    private static let mistakes: [(JSONValue, [String])] = [
        ([], ["twine.json: [] is not of type object"]),
        (
            ["input_values_schema": ["properties": ["a": ["type": "objct"]]]],
            [
                "/input_values_schema/properties/a/type: \"objct\" is no type, which are null, "
                    + "boolean, integer, number, string, array and object"
            ]
        ),
        (["input_manifest": [:]], ["/input_manifest: the member \"datasets\" is missing"]),
        (
            [
                "credentials": [["name": "KEY2"], ["name": "KEY", "value": "x"]], "children": [[:]],
            ],
            [
                "/credentials/0/name: \"KEY2\" does not match \"^[A-Z]+(?:_[A-Z]+)*$\"",
                "/credentials/1/value: the member \"value\" is none of those that may be here",
                "/children/0: the member \"key\" is missing",
            ]
        ),
        (
            [
                "output_manifest": [
                    "datasets": ["a": ["file_tags_template": ["required": "height"]]]
                ],
                "monitor_message_schema": ["$ref": "https://example.org/x"],
            ],
            [
                "/monitor_message_schema/$ref: \"https://example.org/x\" refers to "
                    + "\"https://example.org/x\", which is no document here; documents are never "
                    + "fetched, so add it first",
                "/output_manifest/datasets/a/file_tags_template/required: required is an array of "
                    + "strings, not \"height\"",
            ]
        ),
    ]

    @Test(arguments: mistakes)
    func `that is none says all that is wrong`(document: JSONValue, expected: [String]) {
        let error = #expect(throws: TwineError.self) { try Twine(document) }
        #expect(error?.mistakes.map(\.description) == expected)
    }
}
