/// The rules between the parts of a topology, checked on what could be read of it.
struct TopologyRules {
    let bus: Endpoint?
    let feed: Endpoint?
    let nodes: [NodeDraft]

    /// The broken rules; without a readable list of nodes only those of the endpoints.
    func violations(hasNodes: Bool) -> [TopologyViolation] {
        guard hasNodes else { return sameEndpoints }
        return sameEndpoints + sameNames + wrongBackbones + wrongRegistries
            + surplus(of: .ledger, .twoLedgers) + surplus(of: .market, .twoMarkets) + unreachable
            + contradictoryDefaults + unknownNames + cycles
    }

    private var sameEndpoints: [TopologyViolation] {
        guard let bus, let feed, bus == feed else { return [] }
        return [
            TopologyViolation(
                .duplicateEndpoint, JSONPointer()[Topology.Key.feed.rawValue],
                "\(TopologyReader.shown(feed.text)) is \"bus\" already, and each needs its own")
        ]
    }

    private var sameNames: [TopologyViolation] {
        var seen: Set<String> = []
        return nodes.compactMap { node in
            guard let name = node.name, !seen.insert(name).inserted else { return nil }
            return TopologyViolation(
                .duplicateNodeName, node.place(of: .name),
                "\"\(name)\" is the name of an earlier node already")
        }
    }

    private var wrongBackbones: [TopologyViolation] {
        let missing = TopologyViolation(
            .missingBackbone, place, "a topology needs one node of role \"backbone\"")
        return surplus(of: .backbone, .twoBackbones) + (isMissing(.backbone) ? [missing] : [])
    }

    private var wrongRegistries: [TopologyViolation] {
        let surplus = surplus(of: .registry, .twoRegistries)
        let registered = nodes.first { $0.role == .service && $0.isRegistered }
        guard let registered, isMissing(.registry) else { return surplus }
        return surplus + [
            TopologyViolation(
                .missingRegistry, place,
                "\"\(registered.name ?? "a service")\" is to be registered, which needs a node of role "
                    + "\"registry\" (or \"register\": false)")
        ]
    }

    /// A role that could not be read may have been the one that seems to be missing.
    private func isMissing(_ role: NodeRole) -> Bool {
        nodes.allSatisfy { $0.role != nil && $0.role != role }
    }

    private func surplus(
        of role: NodeRole, _ kind: TopologyViolation.Kind
    ) -> [TopologyViolation] {
        nodes.filter { $0.role == role }.dropFirst().map { node in
            TopologyViolation(
                kind, node.place(of: .role),
                "an earlier node is the \(role.rawValue) already, and there is only one")
        }
    }

    private var unreachable: [TopologyViolation] {
        guard let endpoint = [bus, feed].compactMap({ $0 }).first(where: \.isWithinProcess) else {
            return []
        }
        return nodes.compactMap { node in
            guard case .run = node.program else { return nil }
            return TopologyViolation(
                .unreachableEndpoint, node.place(of: .run),
                "a program of its own cannot reach \(TopologyReader.shown(endpoint.text)), which is "
                    + "within one process")
        }
    }

    private var contradictoryDefaults: [TopologyViolation] {
        var defaults: [ServiceName: ServiceRevision] = [:]
        return nodes.compactMap { node in
            guard node.isDefault == true, let revision = node.revision else { return nil }
            let earlier = defaults[revision.service, default: revision]
            defaults[revision.service] = earlier
            guard earlier != revision else { return nil }
            return TopologyViolation(
                .twoDefaults, node.place(of: .isDefault),
                "\(earlier) is to be the default of \(revision.service) already")
        }
    }

    private var unknownNames: [TopologyViolation] {
        let known = nodes.compactMap(\.name)
        let knownNames = Set(known)
        return nodes.flatMap { node in
            node.after.enumerated().filter { !knownNames.contains($0.element) }.map { index, name in
                TopologyViolation(
                    .unknownNode, node.place(of: .after)[index],
                    "no node is called \(TopologyReader.shown(name))"
                        + Suggestion.clause(for: name, among: known))
            }
        }
    }

    private var cycles: [TopologyViolation] {
        let steps = nodes.map { StartOrder.Step(name: $0.name, role: $0.role, after: $0.after) }
        return StartOrder(of: steps).cycles.map { cycle in
            let names = (cycle + cycle.prefix(1)).map { nodes[$0].name ?? "(no name)" }
            return TopologyViolation(
                .cycle, nodes[cycle[0]].place(of: .after),
                "each waits for the next: \(names.joined(separator: " -> "))")
        }
    }

    private var place: JSONPointer { JSONPointer()[Topology.Key.nodes.rawValue] }
}
