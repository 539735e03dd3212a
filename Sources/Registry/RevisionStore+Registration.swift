package import Store
package import Topics

extension RevisionStore {
    /// Registers a revision, and decides whether it becomes the default one.
    ///
    /// A repeated registration changes nothing, so that who has lost the answer may ask again.
    ///
    /// - Parameters:
    ///   - wish: What is registered.
    ///   - registrant: The node that registers it.
    ///   - time: When.
    ///   - answer: What a policy service said when it was asked about this registration.
    package func register(
        _ wish: RegistrationRequest, by registrant: String, at time: Timestamp,
        answer: PolicyAnswer? = nil
    ) throws(StoreError) -> RegistrationOutcome {
        try connection.atomically { () throws(StoreError) in
            if let known = try describe(wish.revision) {
                return try registerAgain(wish, known, by: registrant, at: time)
            }
            if let twine = wish.twine, let kept = try twines.twine(of: wish.revision),
                kept != twine
            {
                return .conflict(.twine)
            }
            if try isOverLimit(wish.channel, of: wish.revision.service) {
                return .conflict(.tooManyChannels)
            }
            switch try decide(on: wish, by: registrant, answer: answer) {
            case .asking(let inquiry): return .asking(inquiry)
            case .decided(let decision):
                return try add(wish, decision, by: registrant, at: time)
            }
        }
    }

    private enum Decision {
        case decided(DefaultDecision)
        case asking(PolicyInquiry)
    }

    private func decide(
        on wish: RegistrationRequest, by registrant: String, answer: PolicyAnswer?
    ) throws(StoreError) -> Decision {
        if let isDefault = wish.isDefault {
            return .decided(isDefault ? .yes("is_default is true") : .no("is_default is false"))
        }
        let service = wish.revision.service
        let policy = try policy(of: service)
        let stored = try storedTags(of: service)
        var answer = answer
        if case .ask(let asked) = policy, answer == nil {
            if asked.service.service == service {
                answer = .failed("a policy service is not asked about itself")
            } else if let revision = try named(by: asked.service) {
                return .asking(
                    PolicyInquiry(
                        wish: wish, registrant: registrant, asked: revision,
                        timeoutMilliseconds: asked.timeoutMilliseconds,
                        formerDefault: try resolve(service)?.revision.tag,
                        tags: stored.suffix(PolicyInquiry.tagLimit)))
            } else {
                answer = .failed("\(asked.service) has no default revision")
            }
        }
        return .decided(
            policy.decide(
                on: wish.revision.tag, of: wish.channel, answer: answer, among: stored))
    }

    /// The revision that a policy asks; one that is named by its tag need not be registered.
    private func named(by reference: ServiceReference) throws(StoreError) -> ServiceRevision? {
        switch reference {
        case .revision(let revision): revision
        case .defaultRevision(let service): try resolve(service)?.revision
        }
    }

    private func add(
        _ wish: RegistrationRequest, _ decision: DefaultDecision, by registrant: String,
        at time: Timestamp
    ) throws(StoreError) -> RegistrationOutcome {
        let revision = wish.revision
        let number = try insert(wish, by: registrant, at: time)
        if let twine = wish.twine, try twines.twine(of: revision) == nil {
            try twines.add(twine, to: revision)
        }
        _ = try history.add(
            HistoryEntry(
                kind: .registered, service: revision.service, tag: revision.tag,
                channel: wish.channel, reason: decision.reason, by: registrant, at: time))
        var changes: [HistoryEntry] = []
        if let channel = wish.channel {
            changes.append(
                try moveHead(
                    of: channel, revision.service, to: revision.tag, because: "it was registered",
                    by: registrant, at: time))
        }
        if decision.becomesDefault,
            let change = try makeDefault(
                revision, because: decision.reason, by: registrant, at: time)
        {
            changes.append(change)
        }
        let registered = RegisteredRevision(
            number: number, revision: revision, isDefault: decision.becomesDefault,
            requestedDefault: wish.isDefault, registrant: registrant, registeredAt: time,
            channel: wish.channel)
        return .registered(registered, changes, reason: decision.reason)
    }

    /// Compares a registration with the one that was made before.
    private func registerAgain(
        _ wish: RegistrationRequest, _ known: RegisteredRevision, by node: String,
        at time: Timestamp
    ) throws(StoreError) -> RegistrationOutcome {
        guard wish.isDefault == nil || known.requestedDefault == wish.isDefault else {
            return .conflict(.isDefault(before: known.requestedDefault))
        }
        guard wish.channel == nil || known.channel == wish.channel else {
            return .conflict(.channel(before: known.channel))
        }
        guard let twine = wish.twine else { return .alreadyRegistered(known, newTwine: nil) }
        if let kept = try twines.twine(of: known.revision) {
            return kept == twine
                ? .alreadyRegistered(known, newTwine: nil) : .conflict(.twine)
        }
        try twines.add(twine, to: known.revision)
        let entry = try history.add(
            HistoryEntry(
                kind: .twineAdded, service: wish.revision.service, tag: wish.revision.tag, by: node,
                at: time))
        return .alreadyRegistered(known, newTwine: entry)
    }

    /// Makes a registered revision the default one of its service, in place of the one that was.
    ///
    /// - Returns: what has changed; nil when it was the default already.
    @discardableResult
    package func makeDefault(
        _ revision: ServiceRevision, because reason: String?, by node: String, at time: Timestamp
    ) throws(StoreError) -> HistoryEntry? {
        try connection.atomically { () throws(StoreError) in
            let former = try resolve(revision.service)?.revision.tag
            guard former != revision.tag else { return nil }
            try clearDefault(of: revision.service)
            try markDefault(revision)
            return try history.add(
                HistoryEntry(
                    kind: .defaultChanged, service: revision.service, tag: revision.tag,
                    former: former, reason: reason, by: node, at: time))
        }
    }

    /// Says of a registered revision that it should not be used any more, or without a reason that it may.
    ///
    /// - Returns: what has changed; nil when the same was said before.
    package func deprecate(
        _ known: RegisteredRevision, because reason: String?, by node: String, at time: Timestamp
    ) throws(StoreError) -> HistoryEntry? {
        guard known.deprecation != reason else { return nil }
        return try connection.atomically { () throws(StoreError) in
            try markDeprecated(known.revision, reason: reason)
            return try history.add(
                HistoryEntry(
                    kind: reason == nil ? .undeprecated : .deprecated,
                    service: known.revision.service, tag: known.revision.tag, reason: reason,
                    by: node, at: time))
        }
    }

    /// Forgets a registered revision; if it is the default, its service has none then.
    ///
    /// - Returns: what has changed, in order.
    package func deregister(
        _ known: RegisteredRevision, because reason: String?, by node: String, at time: Timestamp
    ) throws(StoreError) -> [HistoryEntry] {
        try connection.atomically { () throws(StoreError) in
            let service = known.revision.service
            try remove(known.revision)
            var changes: [HistoryEntry] = []
            for (channel, tag) in try policies.heads(of: service) where tag == known.revision.tag {
                changes.append(
                    try moveHead(
                        of: channel, service, to: nil, because: "it was deregistered", by: node,
                        at: time))
            }
            changes.append(
                try history.add(
                    HistoryEntry(
                        kind: .deregistered, service: service, tag: known.revision.tag,
                        reason: reason, by: node, at: time)))
            if known.isDefault {
                changes.append(
                    try history.add(
                        HistoryEntry(
                            kind: .defaultChanged, service: service, former: known.revision.tag,
                            reason: "it was deregistered", by: node, at: time)))
            }
            return changes
        }
    }
}
