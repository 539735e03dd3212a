import Foundation
import Testing
import Topics

@testable import Twined

@Suite("A JSON Schema that goes beyond limits")
struct SchemaLimitTests {
    /// Runs on a thread with a small stack.
    private func onSmallStack(_ body: @escaping @Sendable () -> Void) {
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            body()
            done.signal()
        }
        // Without optimisation the frames are several times as large as those of a release.
        thread.stackSize = 1 << 20
        thread.start()
        done.wait()
    }

    private static let tree: JSONValue = [
        "anyOf": [["type": "null"], ["properties": ["next": ["allOf": [["$ref": "#"]]]]]],
        "unevaluatedProperties": false,
    ]

    @Test func `accepts a value as deep as any text may be`() throws {
        let text =
            String(repeating: "{\"next\": ", count: 127) + "null"
            + String(repeating: "}", count: 127)
        let value = try JSONValue(parsing: text)
        let list: JSONValue = [
            "properties": ["next": ["$ref": "#"]], "required": ["next"],
            "type": ["object", "null"],
        ]
        let schema = try JSONSchema(["$defs": ["list": list]])
        #expect(schema.accepts(value))
    }

    @Test func `finds a value too deep rather than running out of stack`() throws {
        let schema = try JSONSchema(Self.tree)
        var value: JSONValue = .null
        for _ in 0..<2_000 { value = ["next": value] }
        let deep = value
        onSmallStack {
            #expect(!schema.accepts(deep))
            let found = schema.violations(of: deep).map(\.message)
            #expect(found.contains("more than 512 schemas lie inside each other here"))
        }
    }

    @Test func `finds a long way of references too deep, in a negation as well`() throws {
        var definitions = JSONObject()
        for place in 0..<5_000 {
            definitions["\(place)"] = ["$ref": .string("#/$defs/\(place + 1)")]
        }
        definitions["5000"] = true
        let schema = try JSONSchema([
            "not": ["$ref": "#/$defs/0"], "$defs": .object(definitions),
        ])
        onSmallStack {
            #expect(schema.violations(of: 1).count == 1)
            #expect(!schema.accepts(1))
        }
    }

    @Test func `refuses to be read when it is too deep itself`() {
        var document: JSONValue = true
        for _ in 0..<2_000 { document = ["not": document] }
        #expect(throws: SchemaError.self) { try JSONSchema(document) }
    }

    @Test func `compares elements of any depth and finds equal ones among many`() throws {
        let schema = try JSONSchema(["uniqueItems": true])
        let many = JSONValue.array((0..<20_000).map { .array([.array([JSONValue($0)])]) })
        #expect(schema.accepts(many))
        guard case .array(let elements) = many else { return }
        #expect(!schema.accepts(.array(elements + [[[19_999.0]]])))
    }

    @Test func `goes through no more schemas than the limit`() throws {
        // Each definition asks for the next one twice: 2 to the power of 40 steps from a short schema.
        var definitions = JSONObject()
        for place in 0..<40 {
            let next = JSONValue.string("#/$defs/\(place + 1)")
            definitions["\(place)"] = ["allOf": [["$ref": next], ["$ref": next]]]
        }
        definitions["40"] = ["minimum": 0]
        let schema = try JSONSchema(["$ref": "#/$defs/0", "$defs": .object(definitions)])
        #expect(
            schema.violations(of: 1, limit: 100, stepLimit: 10_000).map(\.message)
                == ["the value goes through more than 10000 schemas"])
    }
}
