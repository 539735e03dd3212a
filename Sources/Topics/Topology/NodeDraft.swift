/// What could be read of a node, so that the rules between nodes are checked even when some are broken.
struct NodeDraft {
    let place: JSONPointer
    var name: String?
    var role: NodeRole?
    var restart: RestartBackoff?
    var ledger = TopologyLedger()
    var market = TopologyMarket()
    var revision: ServiceRevision?
    var program: NodeProgram?
    var instances = 1
    var environment: [String: String] = [:]
    var isRegistered = true
    var isDefault: Bool?
    var after: [String] = []

    init(place: JSONPointer) {
        self.place = place
    }

    /// The node, when all that it needs could be read.
    var node: TopologyNode? {
        guard let name, let role else { return nil }
        switch role {
        case .backbone: return TopologyNode(name: name, duty: .backbone, restart: restart)
        case .registry: return TopologyNode(name: name, duty: .registry, restart: restart)
        case .ledger: return TopologyNode(name: name, duty: .ledger(ledger), restart: restart)
        case .market: return TopologyNode(name: name, duty: .market(market), restart: restart)
        case .service:
            guard let revision, let program else { return nil }
            let service = TopologyService(
                revision: revision, program: program, instances: instances,
                environment: environment, isRegistered: isRegistered, isDefault: isDefault,
                after: after)
            return TopologyNode(name: name, duty: .service(service), restart: restart)
        }
    }

    func place(of key: TopologyNode.Key) -> JSONPointer {
        place[key.rawValue]
    }
}
