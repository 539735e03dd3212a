/// One node of a topology.
public struct TopologyNode: Hashable, Sendable {
    /// What the node is called: unique in its topology, and the name of its files.
    public var name: String
    /// What the node does.
    public var duty: Duty
    /// How long to wait before the node is started again; nil for `RestartBackoff.standard`.
    public var restart: RestartBackoff?

    /// What a node does, with what its role needs to know.
    public enum Duty: Hashable, Sendable {
        /// See `NodeRole.backbone`.
        case backbone
        /// See `NodeRole.registry`.
        case registry
        /// See `NodeRole.ledger`.
        case ledger(TopologyLedger)
        /// See `NodeRole.market`.
        case market(TopologyMarket)
        /// See `NodeRole.service`.
        case service(TopologyService)
    }

    /// A node, which is checked when it becomes part of a `Topology`.
    public init(name: String, duty: Duty, restart: RestartBackoff? = nil) {
        self.name = name
        self.duty = duty
        self.restart = restart
    }

    /// The role as the topology file names it.
    public var role: NodeRole {
        switch duty {
        case .backbone: .backbone
        case .registry: .registry
        case .ledger: .ledger
        case .market: .market
        case .service: .service
        }
    }

    /// What a service node answers, or nil for another role.
    public var service: TopologyService? {
        guard case .service(let service) = duty else { return nil }
        return service
    }

    /// What a ledger node keeps, or nil for another role.
    public var ledger: TopologyLedger? {
        guard case .ledger(let ledger) = duty else { return nil }
        return ledger
    }

    /// How a market node goes about it, or nil for another role.
    public var market: TopologyMarket? {
        guard case .market(let market) = duty else { return nil }
        return market
    }

    /// The keys of an element of `nodes`.
    enum Key: String, TopologyKey {
        case name, role, revision, run, serve, twined, instances, concurrency
        case timeout = "timeout_seconds"
        case environment, register
        case isDefault = "default"
        case after
        case confirmAfter = "confirm_after_seconds"
        case accounts, wallet, schedule, mode, addresses
        case operatorName = "operator"
        case confirmWithin = "confirm_within_seconds"
        case closingSoon = "closing_soon_seconds"
        case leastPayment = "least_payment"
        case leastPayout = "least_payout"
        case parameters, restart

        /// The one role that may have the key; nil when a node of any role may.
        var role: NodeRole? {
            switch self {
            case .name, .role, .restart: nil
            case .confirmAfter, .accounts: .ledger
            case .wallet, .schedule, .mode, .addresses, .operatorName, .confirmWithin,
                .closingSoon, .leastPayment, .leastPayout, .parameters:
                .market
            case .revision, .run, .serve, .twined, .instances, .concurrency, .timeout,
                .environment, .register, .isDefault, .after:
                .service
            }
        }
    }
}
