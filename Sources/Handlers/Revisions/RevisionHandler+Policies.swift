import Registry
import Store
import Topics

/// What decides which revision is the default.
extension RevisionHandler {
    func policy(_ wish: ServiceRequest) throws(StoreError) -> RegistryReply {
        .ok(try policyReply(wish.service))
    }

    func setPolicy(
        _ wish: PolicyRequest, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        if let service = wish.service, case .weighted(let weights)? = wish.policy {
            for tag in weights.tags {
                let revision = ServiceRevision(service: service, tag: tag)
                guard try store.describe(revision) != nil else {
                    return try notFound(.revision(revision))
                }
            }
        }
        let changes = try store.setPolicy(wish, by: node, at: time)
        return .ok(
            try policyReply(wish.service), changes: changes.map(RegistryChange.changed))
    }

    func setChannel(
        _ wish: ChannelRequest, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        if let tag = wish.tag {
            let revision = ServiceRevision(service: wish.service, tag: tag)
            guard try store.describe(revision) != nil else {
                return try notFound(.revision(revision))
            }
            if try store.isOverLimit(wish.channel, of: wish.service) {
                return .refused(.limitReached, .tooManyChannels(of: wish.service))
            }
        }
        let changes = try store.setChannel(wish, by: node, at: time)
        return .ok(
            try policyReply(wish.service), changes: changes.map(RegistryChange.changed))
    }

    private func policyReply(_ service: ServiceName?) throws(StoreError) -> PolicyReply {
        PolicyReply(
            service: service, policy: try store.policy(of: service),
            isOwn: try store.ownPolicy(of: service) != nil,
            channels: try service.map { service throws(StoreError) in
                try store.channels(of: service)
            } ?? [:])
    }

    func notFound(
        _ channel: ChannelName, of service: ServiceName
    ) throws(StoreError) -> RegistryReply {
        let others = try store.channels(of: service).keys.map(\.text).sorted()
        let there =
            others.isEmpty ? "it has none" : "it has \(others.joined(separator: ", "))"
        return .refused(
            .notFound,
            RegistryRefusal(
                "\(service) has no channel \(channel); \(there)",
                fields: ["channel": "is not there"]))
    }
}
