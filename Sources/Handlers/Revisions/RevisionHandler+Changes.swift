package import Registry
package import Store
package import Topics

/// What changes the registry.
extension RevisionHandler {
    func register(
        _ wish: RegistrationRequest, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryStep {
        let outcome = try store.register(wish, by: node, at: time)
        if case .asking(let inquiry) = outcome { return .ask(inquiry) }
        return .answered(Self.reply(to: wish, outcome))
    }

    /// Answers a registration that waited for a policy service.
    ///
    /// - Throws: `StoreError` when the file fails; nothing has changed then.
    package mutating func conclude(
        _ inquiry: PolicyInquiry, _ answer: PolicyAnswer, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        let outcome = try store.register(
            inquiry.wish, by: inquiry.registrant, at: time, answer: answer)
        return Self.reply(to: inquiry.wish, outcome)
    }

    private static func reply(
        to wish: RegistrationRequest, _ outcome: RegistrationOutcome
    ) -> RegistryReply {
        switch outcome {
        case .registered(let known, let changes, let reason):
            return .ok(
                RegistrationReply(known, isNew: true, reason: reason),
                changes: [.registered(RevisionDescription(known))]
                    + changes.map(RegistryChange.changed))
        case .alreadyRegistered(let known, let newTwine):
            return .ok(
                RegistrationReply(known, isNew: false),
                changes: newTwine.map { [.changed($0)] } ?? [])
        case .conflict(.tooManyChannels):
            return .refused(.limitReached, .tooManyChannels(of: wish.revision.service))
        case .conflict(let conflict):
            return .refused(.conflict, .conflict(wish, conflict))
        case .asking(let inquiry):
            preconditionFailure("\(inquiry.asked) was asked")
        }
    }

    func setDefault(
        _ wish: DefaultRequest, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        guard let known = try store.describe(wish.revision) else {
            return try notFound(.revision(wish.revision))
        }
        let change = try store.makeDefault(
            wish.revision, because: wish.reason, by: node, at: time)
        return .ok(
            ResolutionReply(
                revision: known.revision, isDefault: true, deprecation: known.deprecation),
            changes: change.map { [.changed($0)] } ?? [])
    }

    func deprecate(
        _ wish: DeprecationRequest, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        guard let known = try store.describe(wish.revision) else {
            return try notFound(.revision(wish.revision))
        }
        let change = try store.deprecate(known, because: wish.reason, by: node, at: time)
        var description = RevisionDescription(known)
        description.deprecation = wish.reason
        return .ok(description, changes: change.map { [.changed($0)] } ?? [])
    }

    func deregister(
        _ wish: DeregistrationRequest, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        guard let known = try store.describe(wish.revision) else {
            // Whoever lost the answer asks again, and is told that it is done.
            return try store.wasDeregistered(wish.revision)
                ? .ok(DeregistrationReply(revision: wish.revision, wasRegistered: false))
                : try notFound(.revision(wish.revision))
        }
        if !wish.isForced, let use = try store.use(of: known) {
            return .refused(.conflict, .isInUse(known, use))
        }
        let changes = try store.deregister(known, because: wish.reason, by: node, at: time)
        return .ok(
            DeregistrationReply(revision: wish.revision, wasRegistered: true),
            changes: changes.map(RegistryChange.changed))
    }
}
