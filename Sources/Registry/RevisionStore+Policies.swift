package import Store
package import Topics

extension RevisionStore {
    /// The most channels of a service: a person has to keep them apart.
    package static let channelLimit = 64

    /// What decides about a service, or without one about all that have no policy of their own.
    package func policy(of service: ServiceName?) throws(StoreError) -> RegistryPolicy {
        if let service, let own = try policies.policy(of: service) { return own }
        return try policies.policy(of: nil) ?? initialPolicy
    }

    /// The policy that was set for a service, or without one for all; nil when none was.
    package func ownPolicy(of service: ServiceName?) throws(StoreError) -> RegistryPolicy? {
        try policies.policy(of: service)
    }

    /// The head of each channel of a service.
    package func channels(of service: ServiceName) throws(StoreError) -> [ChannelName: RevisionTag]
    {
        try policies.heads(of: service)
    }

    /// Decides differently from now on.
    ///
    /// - Returns: what has changed, in order; nothing when all was so before.
    package func setPolicy(
        _ wish: PolicyRequest, by node: String, at time: Timestamp
    ) throws(StoreError) -> [HistoryEntry] {
        try connection.atomically { () throws(StoreError) in
            var changes: [HistoryEntry] = []
            if try policies.policy(of: wish.service) != wish.policy {
                try policies.set(wish.policy, of: wish.service)
                changes.append(
                    try history.add(
                        HistoryEntry(
                            kind: .policyChanged, service: wish.service, policy: wish.policy,
                            reason: wish.reason, by: node, at: time)))
            }
            guard let service = wish.service,
                let tag = try choice(of: service, isApplied: wish.isApplied),
                let change = try makeDefault(
                    ServiceRevision(service: service, tag: tag),
                    because: "the policy chose it", by: node, at: time)
            else { return changes }
            return changes + [change]
        }
    }

    /// Makes a registered revision the head of a channel, or without one ends the channel.
    ///
    /// - Returns: what has changed, in order.
    package func setChannel(
        _ wish: ChannelRequest, by node: String, at time: Timestamp
    ) throws(StoreError) -> [HistoryEntry] {
        try connection.atomically { () throws(StoreError) in
            guard try policies.head(of: wish.channel, wish.service) != wish.tag else { return [] }
            let moved = try moveHead(
                of: wish.channel, wish.service, to: wish.tag, because: wish.reason, by: node,
                at: time)
            guard let tag = wish.tag,
                case .channel(wish.channel) = try policy(of: wish.service),
                let change = try makeDefault(
                    ServiceRevision(service: wish.service, tag: tag),
                    because: "it is the head of channel \(wish.channel)", by: node, at: time)
            else { return [moved] }
            return [moved, change]
        }
    }

    /// Whether there may be no such channel beside those that there are.
    package func isOverLimit(
        _ channel: ChannelName?, of service: ServiceName
    ) throws(StoreError) -> Bool {
        guard let channel else { return false }
        let heads = try policies.heads(of: service)
        return heads.count >= Self.channelLimit && heads[channel] == nil
    }

    /// How many get a revision without naming it, in words: nil when nobody does.
    package func use(of known: RegisteredRevision) throws(StoreError) -> String? {
        if known.isDefault { return "is the default of its service" }
        let service = known.revision.service
        for (channel, tag) in try policies.heads(of: service) where tag == known.revision.tag {
            return "is the head of channel \(channel) of its service"
        }
        if case .weighted(let weights) = try policy(of: service),
            weights.weights[known.revision.tag, default: 0] > 0
        {
            return "has a weight in the policy of its service"
        }
        return nil
    }

    /// The weights of a service's revisions that are registered; nil when weights decide nothing.
    package func weights(of service: ServiceName) throws(StoreError) -> RevisionWeights? {
        guard case .weighted(let weights) = try policy(of: service) else { return nil }
        return weights.among(Set(try storedTags(of: service)))
    }

    /// The revision that a policy makes the default when it is set.
    private func choice(
        of service: ServiceName, isApplied: Bool
    ) throws(StoreError) -> RevisionTag? {
        switch try policy(of: service) {
        case .channel(let channel): try policies.head(of: channel, service)
        case .simple(let policy) where isApplied:
            policy.choice(among: try storedTags(of: service))
        case .simple, .weighted, .ask: nil
        }
    }

    func moveHead(
        of channel: ChannelName, _ service: ServiceName, to tag: RevisionTag?,
        because reason: String?, by node: String, at time: Timestamp
    ) throws(StoreError) -> HistoryEntry {
        let former = try policies.head(of: channel, service)
        try policies.setHead(of: channel, service, to: tag)
        return try history.add(
            HistoryEntry(
                kind: .channelChanged, service: service, tag: tag, former: former,
                channel: channel, reason: reason, by: node, at: time))
    }
}
