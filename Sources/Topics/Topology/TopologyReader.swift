/// Reads topologies from JSON values and notes every rule that is broken on the way.
struct TopologyReader {
    private(set) var violations: [TopologyViolation] = []

    /// The topology that a value describes.
    mutating func read(_ value: JSONValue) throws(TopologyError) -> Topology {
        let topology = topology(value)
        guard violations.isEmpty, let topology else { throw TopologyError(violations) }
        return topology
    }

    mutating func note(
        _ kind: TopologyViolation.Kind, _ place: JSONPointer, _ explanation: String
    ) {
        violations.append(TopologyViolation(kind, place, explanation))
    }

    private mutating func topology(_ value: JSONValue) -> Topology? {
        guard let file = members(of: value, at: JSONPointer(), keys: Topology.Key.self) else {
            return nil
        }
        let schema = string(.schema, of: file)
        let name = name(.name, of: file)
        let bus = endpoint(.bus, of: file)
        let feed = endpoint(.feed, of: file)
        let data = path(.data, of: file)
        let drafts = nodes(of: file)
        let rules = TopologyRules(bus: bus, feed: feed, nodes: drafts ?? [])
        violations += rules.violations(hasNodes: drafts != nil)
        guard let name, let bus, let feed, let data else { return nil }
        return Topology(
            name: name, bus: bus, feed: feed, data: data,
            nodes: drafts?.compactMap(\.node) ?? [], schema: schema)
    }

    private mutating func nodes(of file: TopologyMembers<Topology.Key>) -> [NodeDraft]? {
        guard let value = required(.nodes, of: file) else { return nil }
        guard let elements = value.array else {
            noteWrongType(of: value, at: file.place(of: .nodes), expected: "an array of nodes")
            return nil
        }
        guard elements.count <= Topology.nodeLimit else {
            note(
                .tooManyNodes, file.place(of: .nodes),
                "there are \(elements.count) nodes, and the limit is \(Topology.nodeLimit)")
            return nil
        }
        return elements.enumerated().map { place, element in
            node(element, at: file.place(of: .nodes)[place])
        }
    }

    private mutating func node(_ value: JSONValue, at place: JSONPointer) -> NodeDraft {
        var draft = NodeDraft(place: place)
        guard let members = members(of: value, at: place, keys: TopologyNode.Key.self) else {
            return draft
        }
        draft.name = name(.name, of: members)
        draft.role = role(of: members)
        draft.restart = restart(of: members)
        guard let role = draft.role else { return draft }
        noteKeys(ofOthersThan: role, members)
        switch role {
        case .backbone, .registry: break
        case .ledger: draft.ledger = ledger(of: members)
        case .market: draft.market = market(of: members)
        case .service: readService(of: members, into: &draft)
        }
        return draft
    }

    private mutating func role(of members: TopologyMembers<TopologyNode.Key>) -> NodeRole? {
        guard required(.role, of: members) != nil, let text = string(.role, of: members) else {
            return nil
        }
        if let role = NodeRole(rawValue: text) { return role }
        let known = NodeRole.allCases.map(\.rawValue)
        note(
            .unknownRole, members.place(of: .role),
            "\(Self.shown(text)) is not a role; the roles are \(known.joined(separator: ", "))"
                + Suggestion.clause(for: text, among: known))
        return nil
    }

    private mutating func noteKeys(
        ofOthersThan role: NodeRole, _ members: TopologyMembers<TopologyNode.Key>
    ) {
        for key in TopologyNode.Key.allCases where members.has(key) {
            guard let owner = key.role, owner != role else { continue }
            note(
                .misplacedKey, members.place(of: key),
                "\"\(key.rawValue)\" is for nodes of role \"\(owner.rawValue)\" only")
        }
    }

    private mutating func restart(
        of members: TopologyMembers<TopologyNode.Key>
    ) -> RestartBackoff? {
        guard let value = members[.restart] else { return nil }
        let place = members.place(of: .restart)
        guard let backoff = self.members(of: value, at: place, keys: RestartBackoff.Key.self) else {
            return nil
        }
        let minimum = requiredSeconds(.minimum, of: backoff, within: Topology.backoffLimits)
        let maximum = requiredSeconds(.maximum, of: backoff, within: Topology.backoffLimits)
        guard let minimum, let maximum else { return nil }
        if minimum > maximum {
            note(
                .badBackoff, place,
                "the minimum of \(minimum) is longer than the maximum of \(maximum)")
        }
        return RestartBackoff(minimum: minimum, maximum: maximum)
    }
}
