import TestSupport
import Testing
import Topics

@Suite struct TopologyTests {
    static let text = """
        {
          "name": "local",
          "bus": "tcp://127.0.0.1:7701",
          "feed": "tcp://127.0.0.1:7702",
          "data": "var/local",
          "nodes": [
            {"name": "backbone", "role": "backbone"},
            {"name": "registry", "role": "registry"},
            {"name": "fractal", "role": "service", "revision": "octue/fractal:1.1.0",
             "run": ["busnode-fractal"], "instances": 2, "default": true},
            {"name": "shout", "role": "service", "revision": "example/shout:0.1.0",
             "serve": ["python3", "examples/shout/shout.py"], "concurrency": 4,
             "timeout_seconds": 60.5, "environment": {"KEY": "value"}, "register": false,
             "after": ["fractal"], "restart": {"minimum_seconds": 0.25, "maximum_seconds": 10}}
          ]
        }
        """

    @Test func `a topology is read with its defaults`() throws {
        let topology = try Topology(parsing: Self.text)
        #expect(topology.name == "local")
        #expect(topology.bus == (try Endpoint("tcp://127.0.0.1:7701")))
        #expect(topology.feed.text == "tcp://127.0.0.1:7702")
        #expect(topology.data == "var/local")
        #expect(topology.nodes.map(\.role) == [.backbone, .registry, .service, .service])
        #expect(
            topology.node(named: "fractal")?.service
                == TopologyService(
                    revision: try ServiceRevision("octue/fractal:1.1.0"),
                    program: .run(command: ["busnode-fractal"]), instances: 2, isDefault: true))
        #expect(
            topology.node(named: "shout")
                == TopologyNode(
                    name: "shout",
                    duty: .service(
                        TopologyService(
                            revision: try ServiceRevision("example/shout:0.1.0"),
                            program: .serve(
                                command: ["python3", "examples/shout/shout.py"], concurrency: 4,
                                timeout: .milliseconds(60_500)),
                            environment: ["KEY": "value"], isRegistered: false, after: ["fractal"])),
                    restart: RestartBackoff(minimum: .milliseconds(250), maximum: .seconds(10))))
        #expect(topology.node(named: "absent") == nil)
    }

    @Test func `what is written back is equal JSON`() throws {
        let topology = try Topology(parsing: Self.text)
        #expect(topology.json == (try JSONValue(parsing: Self.text)))
        #expect(try Topology(json: topology.json) == topology)
    }

    @Test func `a ledger is read with its accounts`() throws {
        let text = """
            {"name": "a", "bus": "inproc://a", "feed": "inproc://b", "data": ".",
             "nodes": [{"name": "b", "role": "backbone"},
               {"name": "bank", "role": "ledger", "confirm_after_seconds": 0.5,
                "accounts": [{"address": "alice", "credit": 100}]}]}
            """
        let topology = try Topology(parsing: text)
        #expect(
            topology.node(named: "bank")?.ledger
                == TopologyLedger(
                    confirmAfter: .milliseconds(500),
                    accounts: [TopologyLedger.Account(address: "alice", credit: 100)]))
        #expect(topology.json == (try JSONValue(parsing: text)))
    }

    @Test func `a market is read with its schedule and its parameters`() throws {
        let text = """
            {"name": "a", "bus": "inproc://a", "feed": "inproc://b", "data": ".",
             "nodes": [{"name": "b", "role": "backbone"},
               {"name": "m", "role": "market", "wallet": "w", "schedule": "daily 10:00 Europe/Brussels",
                "mode": "legacy", "addresses": "text", "operator": "boss",
                "confirm_within_seconds": 1.5, "closing_soon_seconds": 60, "least_payment": 1,
                "least_payout": 2, "parameters": {"horizon_hours": 48, "quantiles": true}}]}
            """
        let topology = try Topology(parsing: text)
        var market = TopologyMarket()
        market.wallet = "w"
        market.schedule = .daily(minuteOfDay: 600, zone: "Europe/Brussels")
        market.mode = .legacy
        market.addresses = .text
        market.operatorName = "boss"
        market.confirmWithin = .milliseconds(1_500)
        market.closingSoon = .seconds(60)
        market.leastPayment = 1
        market.leastPayout = 2
        market.parameters = ["horizon_hours": 48, "quantiles": true]
        #expect(topology.node(named: "m")?.market == market)
        #expect(topology.json == (try JSONValue(parsing: text)))
    }

    @Test func `a Twined service is served by its folder`() throws {
        let text = """
            {"name": "a", "bus": "inproc://a", "feed": "inproc://b", "data": ".",
             "nodes": [{"name": "b", "role": "backbone"},
               {"name": "s", "role": "service", "revision": "a/b:c", "twined": "services/s",
                "concurrency": 2, "timeout_seconds": 3, "register": false}]}
            """
        let topology = try Topology(parsing: text)
        #expect(
            topology.node(named: "s")?.service?.program
                == .twined(folder: "services/s", concurrency: 2, timeout: .seconds(3)))
        #expect(topology.json == (try JSONValue(parsing: text)))
    }

    @Test func `keys with their default value are left out when written`() throws {
        let text = """
            {"$schema": "s.json", "name": "a", "bus": "inproc://a", "feed": "inproc://b", "data": ".",
             "nodes": [{"name": "b", "role": "backbone"},
               {"name": "s", "role": "service", "revision": "a/b:c", "serve": ["x"], "instances": 1,
                "concurrency": 1, "environment": {}, "register": false, "after": []}]}
            """
        let topology = try Topology(parsing: text)
        #expect(topology.json["$schema"] == "s.json")
        #expect(
            topology.json["nodes"]?[1]?.object?.keys
                == ["name", "role", "revision", "serve", "register"])
        #expect(try Topology(json: topology.json) == topology)
    }

    @Test func `a topology made in code obeys the same rules`() throws {
        let bus = try Endpoint("tcp://127.0.0.1:1")
        let backbone = TopologyNode(name: "b", duty: .backbone)
        let topology = try Topology(
            name: "a", bus: bus, feed: Endpoint("tcp://127.0.0.1:2"), data: ".", nodes: [backbone])
        #expect(topology.nodes == [backbone])
        let error = #expect(throws: TopologyError.self) {
            try Topology(name: "A", bus: bus, feed: bus, data: "", nodes: [])
        }
        #expect(
            error?.violations.map(\.kind)
                == [.badName, .badPath, .duplicateEndpoint, .missingBackbone])
    }

    @Test func `nodes start after those that they need, else in the order of the file`() throws {
        let topology = try Topology(
            parsing: """
                {"name": "a", "bus": "ipc://a", "feed": "ipc://b", "data": ".", "nodes": [
                  {"name": "s1", "role": "service", "revision": "a/b:1", "run": ["x"], "after": ["s3"]},
                  {"name": "s2", "role": "service", "revision": "a/b:2", "run": ["x"],
                   "after": ["backbone", "s1"]},
                  {"name": "registry", "role": "registry"},
                  {"name": "s3", "role": "service", "revision": "a/b:3", "run": ["x"]},
                  {"name": "s4", "role": "service", "revision": "a/b:4", "run": ["x"], "after": ["s3"]},
                  {"name": "backbone", "role": "backbone"}]}
                """)
        #expect(
            topology.startOrder.map(\.name) == ["backbone", "registry", "s3", "s1", "s2", "s4"])
    }

    @Test func `a program that is run learns how to join the bus`() throws {
        let topology = try Topology(parsing: Self.text)
        let fractal = try #require(topology.node(named: "fractal"))
        #expect(
            topology.environment(of: fractal) == [
                "BUSNODE_BUS": "tcp://127.0.0.1:7701", "BUSNODE_NODE": "fractal",
                "BUSNODE_SERVICE_REVISION": "octue/fractal:1.1.0", "BUSNODE_REGISTER": "default",
            ])
        let shout = try #require(topology.node(named: "shout"))
        #expect(topology.environment(of: shout) == ["KEY": "value"])
        #expect(topology.environment(of: topology.nodes[0]) == [:])
    }

    @Test(arguments: 0..<64)
    func `a topology changed by seed is read or refused and never traps`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let original = try JSONValue(parsing: Self.text)
        for _ in 0..<50 {
            var changed = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                changed = changed.changed(using: &random)
            }
            do throws(TopologyError) {
                let topology = try Topology(json: changed)
                #expect(try Topology(json: topology.json) == topology)
                #expect(topology.startOrder.count == topology.nodes.count)
            } catch {
                #expect(!error.violations.isEmpty)
                #expect(error.violations.allSatisfy { $0.description.utf8.count < 1_000 })
            }
        }
    }

    @Test func `many nodes in a ring are refused in good time`() throws {
        let nodes = (0..<Topology.nodeLimit).map { number in
            """
            {"name": "n\(number)", "role": "service", "revision": "a/b:\(number)", "run": ["x"],
             "register": false, "after": ["n\((number + 1) % Topology.nodeLimit)"]}
            """
        }
        let error = #expect(throws: TopologyError.self) {
            try Topology(
                parsing: """
                    {"name": "a", "bus": "ipc://a", "feed": "ipc://b", "data": ".",
                     "nodes": [\(nodes.joined(separator: ","))]}
                    """)
        }
        #expect(error?.violations.map(\.kind) == [.missingBackbone, .cycle])
    }
}

extension JSONValue {
    /// The value with one part of it, chosen by chance, replaced, removed or repeated.
    fileprivate func changed(using random: inout SeededRandom) -> JSONValue {
        switch self {
        case .object(var object) where !object.isEmpty && random.next() % 8 != 0:
            let key = object.keys[Int(random.next() % UInt64(object.count))]
            switch random.next() % 10 {
            case 0: object[key] = nil
            case 1: object[key + "s"] = object[key]
            default: object[key] = object[key]?.changed(using: &random)
            }
            return .object(object)
        case .array(var elements) where !elements.isEmpty && random.next() % 8 != 0:
            let place = Int(random.next() % UInt64(elements.count))
            switch random.next() % 6 {
            case 0: elements.remove(at: place)
            case 1: elements.append(elements[place])
            default: elements[place] = elements[place].changed(using: &random)
            }
            return .array(elements)
        default:
            let values: [JSONValue] = [
                .null, true, -1, 1e300, "service", "", "backbone", "a\u{0}", "shout", [], [:],
                [.null],
                "inproc://x", ["x": 1],
            ]
            return values.randomElement(using: &random) ?? .null
        }
    }
}
