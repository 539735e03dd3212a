import Testing
import Topics

/// A change to a good topology, and the violations that it must cause.
struct BrokenTopology: Sendable, CustomTestStringConvertible {
    let part: String
    let replacement: String
    let violations: [String]

    init(_ part: String, _ replacement: String, _ violations: String...) {
        (self.part, self.replacement, self.violations) = (part, replacement, violations)
    }

    var testDescription: String { violations.first ?? "no violation" }

    /// A backbone, a registry, a program that is run and one that is served.
    static let original = """
        {"name": "local", "bus": "tcp://h:1", "feed": "tcp://h:2", "data": "var", "nodes": [
        {"name": "backbone", "role": "backbone"},
        {"name": "registry", "role": "registry"},
        {"name": "one", "role": "service", "revision": "a/one:1", "run": ["one"], "default": true},
        {"name": "two", "role": "service", "revision": "a/two:1", "serve": ["two"], "after": ["one"]}
        ]}
        """

    var text: String { Self.original.replacing(part, with: replacement) }
}

@Suite struct TopologyViolationTests {
    static let ofKeys: [BrokenTopology] = [
        .init("]}", "]", "bad-json at the file: line 6, column 1 (byte 354): expected"),
        .init(#""var""#, "7", "wrong-type at /data: expected a string, found a number"),
        .init(#"["two"]"#, #""two""#, "wrong-type at /nodes/3/serve: expected an array of strings"),
        .init(#"["one"],"#, #"["one", 1],"#, "wrong-type at /nodes/2/run/1: expected a string"),
        .init("true", #""yes""#, "wrong-type at /nodes/2/default: expected true or false"),
        .init(
            #"{"name": "registry", "role": "registry"}"#, "null",
            "wrong-type at /nodes/1: expected an object, found null"),
        .init(
            #""data": "var", "nodes""#, #""n""#, "unknown-key at /n: \"n\" is not a key here",
            "missing-key at the file: \"data\" is missing",
            "missing-key at the file: \"nodes\" is missing"),
        .init(
            #""role": "backbone""#, #""x": 1"#,
            "unknown-key at /nodes/0/x: \"x\" is not a key here",
            "missing-key at /nodes/0: \"role\" is missing"),
        .init(
            #""default": true"#, #""instance": 2"#,
            "unknown-key at /nodes/2/instance: \"instance\" is not a key here; did you mean \"instances\"?"
        ),
        .init(
            #""default": true"#, #""timeoutSeconds": 2"#,
            "unknown-key at /nodes/2/timeoutSeconds: \"timeoutSeconds\" is not a key here; did you mean "
                + "\"timeout_seconds\"?"),
        .init(
            #""default": true"#, #""env": {}"#,
            "unknown-key at /nodes/2/env: \"env\" is not a key here; did you mean \"environment\"?"),
        .init(
            #""role": "registry""#, #""role": "registry", "run": ["x"]"#,
            "misplaced-key at /nodes/1/run: \"run\" is for nodes of role \"service\" only"),
        .init(
            #""run": ["one"]"#, #""run": ["one"], "concurrency": 2, "timeout_seconds": 1"#,
            "misplaced-key at /nodes/2/concurrency: \"concurrency\" goes with \"serve\"",
            "misplaced-key at /nodes/2/timeout_seconds: \"timeout_seconds\" goes with \"serve\""),
        .init(
            "true", #"true, "instances": 0"#,
            "out-of-range at /nodes/2/instances: 0 is not a whole number from 1 to 64"),
        .init("true", #"true, "instances": 1.5"#, "out-of-range at /nodes/2/instances: 1.5 is not"),
        .init(
            #"["two"],"#, #"["two"], "concurrency": 1025,"#,
            "out-of-range at /nodes/3/concurrency: 1025 is not a whole number from 1 to 1024"),
        .init(
            #"["two"],"#, #"["two"], "timeout_seconds": 0,"#,
            "out-of-range at /nodes/3/timeout_seconds: 0 is not a number of seconds from 0.001 to 604800"
        ),
        .init(
            #"["two"],"#, #"["two"], "timeout_seconds": 0.0015,"#,
            "out-of-range at /nodes/3/timeout_seconds: 0.0015 is not"),
        .init(
            #"["two"],"#, #"["two"], "timeout_seconds": 1e30,"#,
            "out-of-range at /nodes/3/timeout_seconds: 1e30 is not"),
        .init(
            #"["one"],"#,
            "[" + Array(repeating: "\"x\"", count: 257).joined(separator: ",") + "],",
            "too-many-items at /nodes/2/run: there are 257 elements, and the limit is 256"),
        .init(#""local""#, #""Local""#, "bad-name at /name: \"Local\" is not a name of a-z"),
        .init(#""two", "role""#, #""two--2", "role""#, "bad-name at /nodes/3/name: \"two--2\""),
        .init(#""two", "role""#, #""../two", "role""#, "bad-name at /nodes/3/name: \"../two\""),
        .init(#""var""#, #""""#, "bad-path at /data: a path has 1 to 4096 bytes"),
        .init(
            "tcp://h:1", "tcp://h", "bad-endpoint at /bus: \"tcp://h\" is not an endpoint: it needs"
        ),
        .init("tcp://h:2", "tcp://*:2", "bad-endpoint at /feed: \"tcp://*:2\" leaves open"),
        .init("a/two:1", "a/two", "bad-revision at /nodes/3/revision: \"a/two\" is not"),
        .init(
            #""run": ["one"]"#, #""run": ["one"], "serve": ["x"]"#, "run-and-serve at /nodes/2: "),
        .init(
            #""run": ["one"]"#, #""serve": ["one"], "twined": "x""#,
            "run-and-serve at /nodes/2: a service has one of \"run\", \"serve\" and \"twined\", and this "
                + "one has \"serve\" and \"twined\""),
        .init(
            #""run": ["one"]"#, #""twined": """#,
            "bad-path at /nodes/2/twined: a path has 1 to 4096 bytes"),
        .init(
            #""run": ["one"], "#, "",
            "no-program at /nodes/2: a service needs \"run\", \"serve\" or \"twined\""
        ),
        .init(#"["one"],"#, "[],", "bad-command at /nodes/2/run: the command has to start with"),
        .init(#"["two"]"#, #"["two", "\u0000"]"#, "bad-command at /nodes/3/serve/1: an argument"),
        .init(
            "true", #"true, "environment": {"BUSNODE_BUS": "x"}"#,
            "bad-environment at /nodes/2/environment/BUSNODE_BUS: \"BUSNODE_BUS\" starts with BUSNODE_"
        ),
        .init(
            "true", #"true, "environment": {"1A": "x", "A=B": "", "": ""}"#,
            "bad-environment at /nodes/2/environment/1A: ",
            "bad-environment at /nodes/2/environment/A=B: ",
            "bad-environment at /nodes/2/environment/: \"\" is not a name"),
        .init(
            "true", #"true, "environment": {"A": "\u0000"}"#,
            "bad-environment at /nodes/2/environment/A"),
        .init(
            #""backbone"}"#,
            #""backbone", "restart": {"minimum_seconds": 10, "maximum_seconds": 1}}"#,
            "bad-backoff at /nodes/0/restart: the minimum of 10.0 seconds is longer than the maximum"
        ),
        .init(
            #""backbone"}"#, #""backbone", "restart": {"minimum": 10, "maximum_seconds": 3601}}"#,
            "unknown-key at /nodes/0/restart/minimum: \"minimum\" is not a key here; did you mean "
                + "\"minimum_seconds\"?",
            "missing-key at /nodes/0/restart: \"minimum_seconds\" is missing",
            "out-of-range at /nodes/0/restart/maximum_seconds: 3601 is not"),
        .init(
            #""role": "registry"}"#, #""role": "registry", "accounts": []}"#,
            "misplaced-key at /nodes/1/accounts: \"accounts\" is for nodes of role \"ledger\" only"),
        .init(
            #"{"name": "two","#,
            #"{"name": "l", "role": "ledger", "confirm_after_seconds": 0, "run": ["x"]}, {"name": "two","#,
            "misplaced-key at /nodes/3/run: \"run\" is for nodes of role \"service\" only",
            "out-of-range at /nodes/3/confirm_after_seconds: 0 is not a number of seconds from 0.001"
        ),
        .init(
            #"{"name": "two","#,
            #"{"name": "l", "role": "ledger", "accounts": [{"address": "a b", "credit": -1}, 7]}, {"name": "two","#,
            "out-of-range at /nodes/3/accounts/0/credit: -1 is not a whole number from 0",
            "bad-address at /nodes/3/accounts/0/address: \"a b\" is not 1 to 256 printable ASCII",
            "wrong-type at /nodes/3/accounts/1: expected an object, found a number"),
        .init(
            #"{"name": "two","#,
            #"{"name": "m", "role": "market", "schedule": "hourly", "mode": "soud", "accounts": []}, {"name": "two","#,
            "misplaced-key at /nodes/3/accounts: \"accounts\" is for nodes of role \"ledger\" only",
            "bad-schedule at /nodes/3/schedule: \"hourly\" is not a schedule: it is manual",
            "bad-word at /nodes/3/mode: \"soud\" is none of sound, legacy; did you mean \"sound\"?"),
        .init(
            #"{"name": "two","#,
            #"{"name": "m", "role": "market", "parameters": {"price_count": 1, "horizon": 1}}, {"name": "two","#,
            "unknown-key at /nodes/3/parameters/horizon: \"horizon\" is not a key here",
            "out-of-range at /nodes/3/parameters/price_count: 1 is not a whole number from 2"),
        .init(
            "true", #"true, "register": false"#,
            "default-not-registered at /nodes/2/default: a default has to be registered"),
    ]

    static let betweenNodes: [BrokenTopology] = [
        .init(
            "tcp://h:2", "tcp://H:1",
            "duplicate-endpoint at /feed: \"tcp://H:1\" is \"bus\" already"),
        .init(
            "tcp://h:2", "inproc://feed",
            "unreachable-endpoint at /nodes/2/run: a program of its own cannot reach \"inproc://feed\""
        ),
        .init(
            #""two", "role""#, #""one", "role""#,
            "duplicate-node-name at /nodes/3/name: \"one\" is the name of an earlier node already",
        ),
        .init(
            #""role": "backbone""#, #""role": "bakcbone""#,
            "unknown-role at /nodes/0/role: \"bakcbone\" is not a role; the roles are backbone, registry, "
                + "ledger, market, service; did you mean \"backbone\"?"),
        .init(
            #"{"name": "backbone", "role": "backbone"},"#, "",
            "missing-backbone at /nodes: a topology needs one node of role \"backbone\""),
        .init(
            #""role": "registry""#, #""role": "backbone""#,
            "two-backbones at /nodes/1/role: an earlier node is the backbone already",
            "missing-registry at /nodes: \"one\" is to be registered"),
        .init(
            #""role": "backbone""#, #""role": "registry""#,
            "missing-backbone at /nodes", "two-registries at /nodes/1/role: "),
        .init(
            #"{"name": "two","#,
            #"{"name": "l", "role": "ledger"}, {"name": "m", "role": "ledger"}, {"name": "two","#,
            "two-ledgers at /nodes/4/role: an earlier node is the ledger already"),
        .init(
            #"{"name": "two","#,
            #"{"name": "l", "role": "market"}, {"name": "m", "role": "market"}, {"name": "two","#,
            "two-markets at /nodes/4/role: an earlier node is the market already"),
        .init(
            #""revision": "a/two:1","#, #""revision": "a/one:2", "default": true,"#,
            "two-defaults at /nodes/3/default: a/one:1 is to be the default of a/one already"),
        .init(
            #"["one"]}"#, #"["onw", "x"]}"#,
            "unknown-node at /nodes/3/after/0: no node is called \"onw\"; did you mean \"one\"?",
            "unknown-node at /nodes/3/after/1: no node is called \"x\""),
        .init(
            #"["one"]}"#, #"["two"]}"#,
            "cycle at /nodes/3/after: each waits for the next: two -> two"),
        .init(
            "true", #"true, "after": ["two"]"#,
            "cycle at /nodes/2/after: each waits for the next: one -> two -> one"),
        .init(
            #"{"name": "backbone", "role": "backbone"},"#,
            String(repeating: #"{"name": "backbone", "role": "backbone"},"#, count: 254),
            "too-many-nodes at /nodes: there are 257 nodes, and the limit is 256"),
    ]

    @Test func `the topology that the cases change is good`() throws {
        #expect(try Topology(parsing: BrokenTopology.original).nodes.count == 4)
    }

    @Test(arguments: ofKeys + betweenNodes)
    func `a broken rule is named with its place`(topology: BrokenTopology) {
        let error = #expect(throws: TopologyError.self) { try Topology(parsing: topology.text) }
        let found = error?.violations.map(\.description) ?? []
        #expect(found.count == topology.violations.count, "\(found)")
        for (found, expected) in zip(found, topology.violations) {
            #expect(found.hasPrefix(expected))
        }
        #expect(error?.description == found.joined(separator: "\n"))
    }

    @Test func `every kind of violation has a case`() {
        let texts = (Self.ofKeys + Self.betweenNodes).flatMap(\.violations)
        for kind in TopologyViolation.Kind.allCases {
            #expect(texts.contains { $0.hasPrefix(kind.rawValue + " at ") }, "\(kind.rawValue)")
        }
    }

    @Test func `all violations of a file are found at once`() {
        let error = #expect(throws: TopologyError.self) {
            try Topology(
                parsing: """
                    {"name": "A", "bus": "x", "feed": "tcp://h:1", "nodes": [
                      {"name": "b", "role": "bone"},
                      {"name": "s", "role": "service", "revision": "s", "instances": 99, "after": ["t"]},
                      {"name": "t", "role": "service", "revision": "a/t:1", "run": [""], "after": ["s"]},
                      {"name": "t", "role": "service", "revision": "a/t:1", "serve": ["x"], "X": 1}
                    ]}
                    """)
        }
        #expect(
            error?.violations.map(\.kind) == [
                .badName, .badEndpoint, .missingKey, .unknownRole, .badRevision, .noProgram,
                .outOfRange,
                .badCommand, .unknownKey, .duplicateNodeName, .cycle,
            ])
    }

    @Test func `a value of an environment is never shown`() {
        let topology = BrokenTopology(
            "true", #"true, "environment": {"A": "secret\u0000", "B-": "secret", "C": ["secret"]}"#)
        let error = #expect(throws: TopologyError.self) { try Topology(parsing: topology.text) }
        #expect(error?.violations.count == 3)
        #expect(error?.description.contains("secret") == false)
    }

    @Test func `a file beyond the limits is refused unread`() {
        let error = #expect(throws: TopologyError.self) {
            try Topology(parsing: Array(repeating: UInt8(ascii: " "), count: (1 << 20) + 1))
        }
        #expect(error?.violations.map(\.kind) == [.badJSON])
        #expect(error?.description.contains("the limit is 1048576") == true)
    }
}
