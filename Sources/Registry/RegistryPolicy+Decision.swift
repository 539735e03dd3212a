package import Topics

extension RegistryPolicy {
    /// Whether a revision that is being registered becomes the default one, where it does not say itself.
    ///
    /// - Parameters:
    ///   - newcomer: The tag being registered.
    ///   - channel: The channel whose head it becomes.
    ///   - answer: What the policy service said, if the policy is to ask one.
    ///   - stored: The tags that the service has already.
    package func decide(
        on newcomer: RevisionTag, of channel: ChannelName? = nil, answer: PolicyAnswer? = nil,
        among stored: [RevisionTag]
    ) -> DefaultDecision {
        switch self {
        case .simple(let policy):
            return policy.decide(on: newcomer, among: stored)
        case .channel(let wanted):
            return wanted == channel
                ? .yes("it is the head of channel \(wanted)")
                : .no("it is not the head of channel \(wanted)")
        case .weighted:
            return .no("weights decide")
        case .ask(let service):
            switch answer {
            case .said(let isDefault, by: let revision):
                let said = "\(revision) said \(isDefault)"
                return isDefault ? .yes(said) : .no(said)
            case .failed(let why):
                let decision = service.fallback.decide(on: newcomer, among: stored)
                return DefaultDecision(
                    becomesDefault: decision.becomesDefault,
                    reason: "\(why); by \(service.fallback.rawValue): \(decision.reason)")
            case nil:
                preconditionFailure("\(service.service) was not asked about \(newcomer)")
            }
        }
    }
}

extension SimplePolicy {
    /// Whether a tag that is being registered becomes the default one.
    ///
    /// The newcomer is compared with every stored revision, not just with the default one; among equal
    /// versions the newcomer wins. A tag that the policy does not count never wins, and is nobody's obstacle.
    package func decide(
        on newcomer: RevisionTag, among stored: [RevisionTag]
    ) -> DefaultDecision {
        guard self != .pinned else { return .no("the default is pinned") }
        guard let version = newcomer.version else { return .no("the tag is no version") }
        guard counts(version) else { return .no("the version is a pre-release") }
        let higher = stored.first { tag in tag.version.map { counts($0) && $0 > version } ?? false }
        return higher.map { .no("\($0) is a higher version") } ?? .yes("no version is higher")
    }

    /// The revision that would be the default if they had been registered in this order; nil for none.
    package func choice(among stored: [RevisionTag]) -> RevisionTag? {
        guard self != .pinned else { return nil }
        var best: (tag: RevisionTag, version: Version)?
        for tag in stored {
            guard let version = tag.version, counts(version) else { continue }
            if best.map({ $0.version <= version }) ?? true { best = (tag, version) }
        }
        return best?.tag
    }

    private func counts(_ version: Version) -> Bool {
        self == .latestVersion || version.isStable
    }
}
