extension TopologyReader {
    /// Reads the keys that only a market has.
    mutating func market(of members: TopologyMembers<TopologyNode.Key>) -> TopologyMarket {
        var market = TopologyMarket()
        market.wallet = string(.wallet, of: members)
        market.schedule = schedule(of: members)
        market.mode = word(.mode, of: members)
        market.addresses = word(.addresses, of: members)
        market.operatorName = string(.operatorName, of: members)
        let limits = Topology.confirmationLimits
        market.confirmWithin = seconds(.confirmWithin, of: members, within: limits)
        market.closingSoon = seconds(.closingSoon, of: members, within: limits)
        market.leastPayment = amount(.leastPayment, of: members)
        market.leastPayout = amount(.leastPayout, of: members)
        market.parameters = parameters(of: members)
        return market
    }

    private mutating func amount(
        _ key: TopologyNode.Key, of members: TopologyMembers<TopologyNode.Key>
    ) -> Int64? {
        integer(key, of: members, within: Topology.amountLimits).map(Int64.init)
    }

    private mutating func schedule(
        of members: TopologyMembers<TopologyNode.Key>
    ) -> MarketSchedule {
        guard let text = string(.schedule, of: members) else { return .manual }
        do throws(NameError) {
            return try MarketSchedule(text)
        } catch {
            note(.badSchedule, members.place(of: .schedule), error.description)
            return .manual
        }
    }

    /// One of the words of an enumeration.
    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ key: TopologyNode.Key, of members: TopologyMembers<TopologyNode.Key>
    ) -> Word? {
        guard let text = string(key, of: members) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue)
        note(
            .badWord, members.place(of: key),
            "\(Self.shown(text)) is none of \(known.joined(separator: ", "))"
                + Suggestion.clause(for: text, among: known))
        return nil
    }

    private mutating func parameters(
        of members: TopologyMembers<TopologyNode.Key>
    ) -> JSONObject {
        guard let value = members[.parameters] else { return [:] }
        let place = members.place(of: .parameters)
        guard
            let parameters = self.members(
                of: value, at: place, keys: TopologyMarket.Parameter.self)
        else { return [:] }
        for key in TopologyMarket.Parameter.allCases where parameters.has(key) {
            switch key.kind {
            case .flag: _ = bool(key, of: parameters)
            case .decimal where parameters[key]?.number == nil:
                noteWrongType(
                    of: parameters[key] ?? .null, at: parameters.place(of: key),
                    expected: "a number")
            case .decimal: break
            case .integer(let limits): _ = integer(key, of: parameters, within: limits)
            }
        }
        return parameters.members
    }
}
