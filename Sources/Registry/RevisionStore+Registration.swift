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
    package func register(
        _ wish: RegistrationRequest, by registrant: String, at time: Timestamp
    ) throws(StoreError) -> RegistrationOutcome {
        try connection.atomically { () throws(StoreError) in
            if let known = try describe(wish.revision) {
                return try registerAgain(wish, known, by: registrant, at: time)
            }
            let kept = try twines.twine(of: wish.revision)
            if let kept, let twine = wish.twine, kept != twine { return .conflict(.twine) }
            let decision = policy.decide(
                on: wish.revision.tag, requested: wish.isDefault,
                among: try storedTags(of: wish.revision.service))
            let number = try insert(
                wish.revision, isDefault: false, requested: wish.isDefault, by: registrant, at: time
            )
            if let twine = wish.twine, kept == nil { try twines.add(twine, to: wish.revision) }
            _ = try history.add(
                HistoryEntry(
                    kind: .registered, service: wish.revision.service, tag: wish.revision.tag,
                    reason: decision.reason, by: registrant, at: time))
            let change =
                decision.becomesDefault
                ? try makeDefault(
                    wish.revision, because: decision.reason, by: registrant, at: time) : nil
            let registered = RegisteredRevision(
                number: number, revision: wish.revision, isDefault: decision.becomesDefault,
                requestedDefault: wish.isDefault, registrant: registrant, registeredAt: time)
            return .registered(registered, newDefault: change, reason: decision.reason)
        }
    }

    /// Compares a registration with the one that was made before.
    private func registerAgain(
        _ wish: RegistrationRequest, _ known: RegisteredRevision, by node: String,
        at time: Timestamp
    ) throws(StoreError) -> RegistrationOutcome {
        guard wish.isDefault == nil || known.requestedDefault == wish.isDefault else {
            return .conflict(.isDefault(before: known.requestedDefault))
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
            var changes = [
                try history.add(
                    HistoryEntry(
                        kind: .deregistered, service: service, tag: known.revision.tag,
                        reason: reason, by: node, at: time))
            ]
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
