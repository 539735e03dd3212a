import Foundation
import Testing

@testable import Topics

/// The schema and the guide are written by hand; these tests keep them from drifting off the decoder.
@Suite struct TopologySchemaTests {
    private static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "../../..").standardizedFileURL

    private func contents(of path: String) throws -> String {
        try String(contentsOf: Self.repository.appending(path: path), encoding: .utf8)
    }

    private func schema() throws -> JSONValue {
        try JSONValue(parsing: contents(of: "topology/topology.schema.json"))
    }

    @Test func `the schema knows the keys that the decoder knows`() throws {
        let schema = try schema()
        let node = schema["$defs"]?["node"]
        let restart = schema["$defs"]?["restart"]
        expectKeys(of: schema, Topology.Key.self)
        expectKeys(of: node, TopologyNode.Key.self)
        let account = schema["$defs"]?["account"]
        expectKeys(of: restart, RestartBackoff.Key.self)
        expectKeys(of: account, TopologyLedger.Account.Key.self)
        let parameters = schema["$defs"]?["parameters"]
        expectKeys(of: parameters, TopologyMarket.Parameter.self)
        for object in [schema, node, restart, account, parameters] {
            #expect(object?["additionalProperties"] == false)
        }
        func expectOnly(_ role: NodeRole, _ place: JSONValue?) {
            #expect(
                place?["properties"]?.object?.keys
                    == TopologyNode.Key.allCases.filter { $0.role == role }.map(\.rawValue))
        }
        expectOnly(.service, node?["else"])
        expectOnly(.ledger, node?["allOf"]?.array?.first?["else"])
        expectOnly(.market, node?["allOf"]?.array?.last?["else"])
    }

    @Test func `the schema requires what the decoder requires`() throws {
        let schema = try schema()
        for (object, minimal) in [
            (schema, "{}"), (schema["$defs"]?["node"], #"{"nodes": [{}]}"#),
            (schema["$defs"]?["restart"], #"{"nodes": [{"restart": {}}]}"#),
            (schema["$defs"]?["node"]?["then"], #"{"nodes": [{"role": "service"}]}"#),
            (
                schema["$defs"]?["account"],
                #"{"nodes": [{"role": "ledger", "accounts": [{}]}]}"#
            ),
        ] {
            let error = #expect(throws: TopologyError.self) { try Topology(parsing: minimal) }
            let sentences = error?.violations.filter { $0.kind == .missingKey }.map(\.explanation)
            for key in object?["required"]?.array ?? [.null] {
                #expect(sentences?.contains("\(key) is missing") == true, "\(key)")
            }
        }
    }

    @Test func `the schema has the roles and limits of the decoder`() throws {
        let definitions = try #require(try schema()["$defs"])
        let node = try #require(definitions["node"]?["properties"])
        #expect(
            node["role"]?["enum"]?.array?.compactMap(\.string) == NodeRole.allCases.map(\.rawValue))
        #expect(try schema()["properties"]?["nodes"]?["maxItems"]?.integer == Topology.nodeLimit)
        #expect(
            try schema()["properties"]?["data"]?["maxLength"]?.integer == Topology.pathByteLimit)
        #expect(definitions["name"]?["maxLength"]?.integer == Topology.nameByteLimit)
        for place in [
            definitions["command"]?["maxItems"], node["after"]?["maxItems"],
            node["accounts"]?["maxItems"],
            node["environment"]?["maxProperties"],
        ] {
            #expect(place?.integer == Topology.itemLimit)
        }
        #expect(limits(of: node["instances"]) == Topology.instanceLimits)
        #expect(limits(of: node["concurrency"]) == Topology.concurrencyLimits)
        #expect(durations(of: node["timeout_seconds"]) == Topology.timeoutLimits)
        #expect(durations(of: node["confirm_after_seconds"]) == Topology.confirmationLimits)
        for key in ["confirm_within_seconds", "closing_soon_seconds"] {
            #expect(durations(of: node[key]) == Topology.confirmationLimits)
        }
        for key in ["least_payment", "least_payout"] {
            #expect(limits(of: node[key]) == Topology.amountLimits)
        }
        for key in TopologyMarket.Parameter.allCases {
            guard case .integer(let known) = key.kind else { continue }
            let property = definitions["parameters"]?["properties"]?[key.rawValue]
            #expect(limits(of: property) == known)
        }
        let credit = definitions["account"]?["properties"]?["credit"]
        #expect(limits(of: credit) == Topology.creditLimits)
        for key in RestartBackoff.Key.allCases {
            let property = definitions["restart"]?["properties"]?[key.rawValue]
            #expect(durations(of: property) == Topology.backoffLimits)
        }
    }

    @Test func `the guide explains every key, role and violation`() throws {
        let guide = try contents(of: "docs/topology.md")
        let keys =
            Topology.Key.allCases.map(\.rawValue) + TopologyNode.Key.allCases.map(\.rawValue)
            + RestartBackoff.Key.allCases.map(\.rawValue)
            + TopologyLedger.Account.Key.allCases.map(\.rawValue)
            + TopologyMarket.Parameter.allCases.map(\.rawValue)
        for word in keys + NodeRole.allCases.map(\.rawValue) {
            #expect(guide.contains("| `\(word)` |"), "\(word)")
        }
        for kind in TopologyViolation.Kind.allCases {
            #expect(guide.contains("| `\(kind.rawValue)` |"), "\(kind.rawValue)")
        }
    }

    @Test func `the topologies in the guide are good`() throws {
        let blocks = try contents(of: "docs/topology.md").split(separator: "```json\n").dropFirst()
        #expect(!blocks.isEmpty)
        for block in blocks {
            let text = String(block[..<(block.firstRange(of: "```")?.lowerBound ?? block.endIndex)])
            let topology = try Topology(parsing: text)
            #expect(topology.json == (try JSONValue(parsing: text)))
        }
    }

    private func expectKeys<Key: TopologyKey>(of object: JSONValue?, _ keys: Key.Type) {
        #expect(object?["properties"]?.object?.keys == Key.allCases.map(\.rawValue))
    }

    private func limits(of property: JSONValue?) -> ClosedRange<Int>? {
        guard let minimum = property?["minimum"]?.integer,
            let maximum = property?["maximum"]?.integer
        else { return nil }
        return minimum...maximum
    }

    private func durations(of property: JSONValue?) -> ClosedRange<Duration>? {
        guard let minimum: Int = property?["minimum"]?.number?.integer(timesTenToThe: 3),
            let maximum: Int = property?["maximum"]?.number?.integer(timesTenToThe: 3)
        else { return nil }
        return .milliseconds(minimum)...(.milliseconds(maximum))
    }
}
