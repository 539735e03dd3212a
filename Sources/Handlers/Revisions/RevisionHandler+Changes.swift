import Registry
import Store
import Topics

/// What changes the registry.
extension RevisionHandler {
    func register(
        _ wish: RegistrationRequest, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        let outcome = try store.register(wish, by: node, at: time)
        switch outcome {
        case .registered(let known, let newDefault, let reason):
            var changes = [RegistryChange.registered(RevisionDescription(known))]
            if let newDefault { changes.append(.changed(newDefault)) }
            return .ok(
                RegistrationReply(known, isNew: true, reason: reason), changes: changes)
        case .alreadyRegistered(let known, let newTwine):
            return .ok(
                RegistrationReply(known, isNew: false),
                changes: newTwine.map { [.changed($0)] } ?? [])
        case .conflict(let conflict):
            return .refused(.conflict, .conflict(wish, conflict))
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
        if known.isDefault, !wish.isForced {
            return .refused(.conflict, .isInUse(known, "is the default"))
        }
        let changes = try store.deregister(known, because: wish.reason, by: node, at: time)
        return .ok(
            DeregistrationReply(revision: wish.revision, wasRegistered: true),
            changes: changes.map(RegistryChange.changed))
    }
}
