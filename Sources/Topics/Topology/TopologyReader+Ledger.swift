extension TopologyReader {
    /// Reads the keys that only a ledger has.
    mutating func ledger(of members: TopologyMembers<TopologyNode.Key>) -> TopologyLedger {
        TopologyLedger(
            confirmAfter: seconds(.confirmAfter, of: members, within: Topology.confirmationLimits),
            accounts: accounts(of: members))
    }

    private mutating func accounts(
        of members: TopologyMembers<TopologyNode.Key>
    ) -> [TopologyLedger.Account] {
        guard let value = members[.accounts] else { return [] }
        let place = members.place(of: .accounts)
        guard let elements = value.array else {
            noteWrongType(of: value, at: place, expected: "an array of accounts")
            return []
        }
        guard isWithinItemLimit(elements.count, at: place) else { return [] }
        return elements.enumerated().compactMap { account($1, at: place[$0]) }
    }

    private mutating func account(
        _ value: JSONValue, at place: JSONPointer
    ) -> TopologyLedger.Account? {
        guard let members = members(of: value, at: place, keys: TopologyLedger.Account.Key.self)
        else { return nil }
        let address = required(.address, of: members) == nil ? nil : string(.address, of: members)
        let credit =
            required(.credit, of: members) == nil
            ? nil : integer(.credit, of: members, within: Topology.creditLimits)
        if let address, !Self.isAddress(address) {
            note(
                .badAddress, members.place(of: .address),
                "\(Self.shown(address)) is not 1 to \(Topology.addressByteLimit) printable ASCII "
                    + "characters without spaces")
        }
        guard let address, let credit else { return nil }
        return TopologyLedger.Account(address: address, credit: Int64(credit))
    }

    private static func isAddress(_ text: String) -> Bool {
        (1...Topology.addressByteLimit).contains(text.utf8.count)
            && text.utf8.allSatisfy { (33...126).contains($0) }
    }
}
