package import Registry
package import Store
package import Topics

/// Answers what is asked of the registry (docs/registry.md).
///
/// It reads and writes its store and nothing else: who calls it commits, then sends the reply and
/// publishes the changes.
package struct RevisionHandler {
    /// The longest body of a request in bytes: twice the longest twine, which may come with spaces.
    package static let bodyLimit = 131_072
    /// The most revisions that a refusal names: as many as a person looks through.
    package static let suggestionLimit = 20

    /// The revisions.
    package let store: RevisionStore
    let defaults: RevisionDefaults

    /// A handler for the revisions of a store.
    package init(_ store: RevisionStore, defaults: RevisionDefaults = .none) {
        self.store = store
        self.defaults = defaults
    }

    /// Answers one request.
    ///
    /// - Parameters:
    ///   - request: One of the methods of `RegistryMethod` with its JSON; an empty body counts as `{}`.
    ///   - node: The node that asks, recorded with what it registers.
    ///   - time: When.
    /// - Returns: the answer, or who is to be asked before there is one.
    /// - Throws: `StoreError` when the file fails; nothing has changed then.
    package mutating func handle(
        _ request: Request, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryStep {
        if request.method == RegistryMethod.register.rawValue {
            return try step(request) { wish throws(StoreError) in
                try register(wish, from: node, at: time)
            }
        }
        if request.method == RegistryMethod.resolve.rawValue {
            return try step(request, resolve)
        }
        return .answered(try answer(request, from: node, at: time))
    }

    private func answer(
        _ request: Request, from node: String, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        switch RegistryMethod(rawValue: request.method) {
        case .register, .resolve:
            preconditionFailure("\(request.method) may have to wait")
        case .list:
            try answer(request, list)
        case .describe:
            try answer(request, describe)
        case .setDefault:
            try answer(request) { wish throws(StoreError) in
                try setDefault(wish, from: node, at: time)
            }
        case .getPolicy:
            try answer(request, policy)
        case .setPolicy:
            try answer(request) { wish throws(StoreError) in
                try setPolicy(wish, from: node, at: time)
            }
        case .setChannel:
            try answer(request) { wish throws(StoreError) in
                try setChannel(wish, from: node, at: time)
            }
        case .deprecate:
            try answer(request) { wish throws(StoreError) in
                try deprecate(wish, from: node, at: time)
            }
        case .deregister:
            try answer(request) { wish throws(StoreError) in
                try deregister(wish, from: node, at: time)
            }
        case .history:
            try answer(request, history)
        case nil:
            .refused(.unsupported, .unknownMethod(request.method))
        }
    }

    private func answer<Wish: Decodable>(
        _ request: Request, _ carryOut: (Wish) throws(StoreError) -> RegistryReply
    ) throws(StoreError) -> RegistryReply {
        let step = try step(request) { (wish: Wish) throws(StoreError) in
            .answered(try carryOut(wish))
        }
        guard case .answered(let reply) = step else { preconditionFailure("\(step)") }
        return reply
    }

    private func step<Wish: Decodable>(
        _ request: Request, _ carryOut: (Wish) throws(StoreError) -> RegistryStep
    ) throws(StoreError) -> RegistryStep {
        guard request.payload.count <= Self.bodyLimit else {
            return .answered(
                .refused(.tooLarge, .tooLarge(request.payload.count, limit: Self.bodyLimit)))
        }
        let wish: Wish
        do {
            let json = try JSONValue(parsing: Self.body(of: request))
            wish = try defaults.filling(json, of: request.method).decode()
        } catch {
            return .answered(.refused(.malformed, .malformed(error)))
        }
        return try carryOut(wish)
    }

    private static func body(of request: Request) -> [UInt8] {
        request.payload.count == 0 ? Array("{}".utf8) : request.payload.bytes
    }

    private func describe(_ wish: DescriptionRequest) throws(StoreError) -> RegistryReply {
        guard let known = try store.describe(wish.revision) else {
            return try notFound(.revision(wish.revision))
        }
        return .ok(RevisionDescription(known))
    }

    private func history(_ wish: ListingRequest) throws(StoreError) -> RegistryReply {
        let found = try store.history(
            of: wish.service, after: wish.after, limit: Int(wish.limit) + 1)
        let page = found.prefix(Int(wish.limit))
        let next = found.count > page.count ? page.last?.number : nil
        return .ok(HistoryReply(changes: Array(page), next: next))
    }

    private func list(_ wish: ListingRequest) throws(StoreError) -> RegistryReply {
        // One more than asked for tells whether there is a next page.
        let found = try store.list(wish.service, after: wish.after, limit: Int(wish.limit) + 1)
        let page = found.prefix(Int(wish.limit))
        let next = found.count > page.count ? page.last?.number : nil
        return .ok(ListingReply(revisions: page.map(RevisionDescription.init), next: next))
    }

    func notFound(_ reference: ServiceReference) throws(StoreError) -> RegistryReply {
        let service = reference.service
        let newest = try store.newest(Self.suggestionLimit, of: service)
        let count = try store.count(of: service)
        return .refused(.notFound, .notFound(reference, newest: newest, of: count))
    }
}
