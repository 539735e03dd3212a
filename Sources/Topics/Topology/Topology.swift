/// The nodes that make up a bus: the value that a topology file decodes to.
///
///     let topology = try Topology(parsing: text)
///     for node in topology.startOrder { … }
///
/// There is no invalid topology: each way to make one checks all rules (`docs/topology.md`).
public struct Topology: Hashable, Sendable {
    /// What the topology is called.
    public let name: String
    /// Where the backbone's ROUTER is bound and every node connects.
    public let bus: Endpoint
    /// Where the backbone's XPUB is bound and watchers connect.
    public let feed: Endpoint
    /// The folder of the nodes' files, relative to that of the topology file.
    public let data: String
    /// The nodes in the order of the file.
    public let nodes: [TopologyNode]
    /// The schema that the file names for editors, if it names one.
    public let schema: String?

    /// The largest file and its deepest nesting; 256 nodes with all their keys need about 200 KiB.
    public static let fileLimits = JSONLimits(byteLimit: 1 << 20, depthLimit: 8)
    /// The most nodes: each is at least one process or thread on this machine.
    public static let nodeLimit = 256
    /// The longest name of a topology or node, in bytes: it becomes part of file names.
    public static let nameByteLimit = 64
    /// The longest path of the data folder, in bytes, as on Linux.
    public static let pathByteLimit = 4_096
    /// How many instances of one node there may be: each is a process.
    public static let instanceLimits = 1...64
    /// How many questions an instance may answer at once: each is a process.
    public static let concurrencyLimits = 1...1_024
    /// The most elements of a command, variables of an environment or names in `after`.
    public static let itemLimit = 256
    /// How long a served program may take: up to a week.
    public static let timeoutLimits = Duration.milliseconds(1)...Duration.seconds(604_800)
    /// How long to wait before a node is started again: up to an hour.
    public static let backoffLimits = Duration.milliseconds(1)...Duration.seconds(3_600)
    /// How long transfers of a ledger may take.
    public static let confirmationLimits = Duration.milliseconds(1)...Duration.seconds(86_400)
    /// The least amounts of money of a market, in smallest units of money.
    public static let amountLimits = 1...(1 << 53)
    /// How much money an account may begin with: above it not every reader of JSON is exact.
    public static let creditLimits = 0...(1 << 53)
    /// The longest address of an account.
    public static let addressByteLimit = 256

    /// A topology of these nodes.
    ///
    /// - Throws: `TopologyError` with every rule that is broken.
    public init(
        name: String, bus: Endpoint, feed: Endpoint, data: String, nodes: [TopologyNode]
    ) throws(TopologyError) {
        let unchecked = Topology(
            name: name, bus: bus, feed: feed, data: data, nodes: nodes, schema: nil)
        self = try Topology(json: unchecked.json)
    }

    /// The topology that a JSON value describes.
    ///
    /// - Throws: `TopologyError` with every rule that is broken.
    public init(json: JSONValue) throws(TopologyError) {
        var reader = TopologyReader()
        self = try reader.read(json)
    }

    /// The topology that the text of a file describes.
    ///
    /// - Throws: `TopologyError` with every rule that is broken, or with the first place that is no JSON.
    public init(parsing text: String) throws(TopologyError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// The topology that the bytes of a file describe.
    ///
    /// - Throws: `TopologyError` with every rule that is broken, or with the first place that is no JSON.
    public init(parsing bytes: [UInt8]) throws(TopologyError) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: bytes, limits: Self.fileLimits)
        } catch {
            throw TopologyError([TopologyViolation(.badJSON, JSONPointer(), error.description)])
        }
        try self.init(json: json)
    }

    /// Takes what has been checked, or is about to be.
    init(
        name: String, bus: Endpoint, feed: Endpoint, data: String, nodes: [TopologyNode],
        schema: String?
    ) {
        self.name = name
        self.bus = bus
        self.feed = feed
        self.data = data
        self.nodes = nodes
        self.schema = schema
    }

    /// The keys of a topology file.
    enum Key: String, TopologyKey {
        case schema = "$schema"
        case name, bus, feed, data, nodes
    }
}

extension Topology {
    /// The nodes in an order in which each starts after those that it needs: the backbone, the registry,
    /// then the services in the order of the file, as far as `after` allows.
    public var startOrder: [TopologyNode] {
        let steps = nodes.map { node in
            StartOrder.Step(
                name: node.name, role: node.role, after: node.service?.after ?? [])
        }
        return StartOrder(of: steps).places.map { nodes[$0] }
    }

    /// The node of this name, or nil without one.
    public func node(named name: String) -> TopologyNode? {
        nodes.first { $0.name == name }
    }

    /// The variables that are added to the environment of a service node's program.
    ///
    /// Those of the file, and for a program that is `run`: `BUSNODE_BUS`, `BUSNODE_NODE` and
    /// `BUSNODE_SERVICE_REVISION`, with which it finds the bus and learns who it is.
    public func environment(of node: TopologyNode) -> [String: String] {
        guard let service = node.service else { return [:] }
        var environment = service.environment
        if case .run = service.program {
            environment["BUSNODE_BUS"] = bus.text
            environment["BUSNODE_NODE"] = node.name
            environment["BUSNODE_SERVICE_REVISION"] = service.revision.description
            environment["BUSNODE_REGISTER"] =
                switch (service.isRegistered, service.isDefault) {
                case (false, _): "no"
                case (true, nil): "yes"
                case (true, true?): "default"
                case (true, false?): "not-default"
                }
        }
        return environment
    }
}
