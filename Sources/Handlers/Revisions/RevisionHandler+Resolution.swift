import Registry
package import Store
package import Topics

/// What names stand for, and for whom that stays so.
extension RevisionHandler {
    func resolve(_ wish: ResolutionRequest) throws(StoreError) -> RegistryStep {
        guard case .defaultRevision(let service) = wish.reference,
            let question = wish.originatorQuestion
        else {
            return .answered(
                try reply(
                    to: wish,
                    try find(wish, for: nil)))
        }
        if let pinned = try store.pinned(question, service, wish.channel) {
            return .answered(try reply(to: wish, pinned))
        }
        return .look(TreeInquiry(wish: wish, question: question))
    }

    /// Answers a tree that asks for a service for the first time, and from then on the same.
    ///
    /// The root question counts as the first one that asked, if its parent named the service and not the
    /// revision.
    ///
    /// - Parameters:
    ///   - inquiry: The tree and what it asks for.
    ///   - root: The question at its root; nil where the backbone knows no such question.
    ///   - time: When.
    /// - Throws: `StoreError` when the file fails; nothing has changed then.
    package mutating func pin(
        _ inquiry: TreeInquiry, root: RootQuestion?, at time: Timestamp
    ) throws(StoreError) -> RegistryReply {
        let (wish, question) = (inquiry.wish, inquiry.question)
        let service = wish.reference.service
        if let pinned = try store.pinned(question, service, wish.channel) {
            return try reply(to: wish, pinned)
        }
        guard store.hasRoomForPins else { return .refused(.limitReached, .tooManyPins) }
        let name = AskedAs.value(service, wish.channel)
        if let root, root.askedAs == name, root.recipient.service == service {
            try store.pin(root.recipient, wish.channel, for: question, at: time)
            return try reply(to: wish, root.recipient)
        }
        let found = try find(wish, for: question)
        if let found {
            try store.pin(found.known.revision, wish.channel, for: question, at: time)
        }
        return try reply(to: wish, found)
    }

    /// What a name stands for; where a service has no default, its revision with the registry's default tag.
    private func find(
        _ wish: ResolutionRequest, for question: QuestionID?
    ) throws(StoreError) -> Resolution? {
        let found = try store.resolution(
            of: wish.reference, channel: wish.channel, for: question)
        guard found == nil, wish.channel == nil, let tag = defaults.tag,
            case .defaultRevision(let service) = wish.reference
        else { return found }
        return try store.describe(ServiceRevision(service: service, tag: tag)).map {
            Resolution($0)
        }
    }

    private func reply(
        to wish: ResolutionRequest, _ found: Resolution?
    ) throws(StoreError) -> RegistryReply {
        guard let found else {
            guard let channel = wish.channel else { return try notFound(wish.reference) }
            return try notFound(channel, of: wish.reference.service)
        }
        let known = found.known
        return .ok(
            ResolutionReply(
                revision: known.revision, isDefault: known.isDefault, weights: found.weights,
                twine: wish.wantsTwine ? try store.twine(of: known.revision) : nil,
                deprecation: known.deprecation))
    }

    /// A tree keeps what it has got, even when that was deregistered since.
    private func reply(
        to wish: ResolutionRequest, _ pinned: ServiceRevision
    ) throws(StoreError) -> RegistryReply {
        let known = try store.describe(pinned)
        return .ok(
            ResolutionReply(
                revision: pinned, isDefault: known?.isDefault ?? false,
                twine: wish.wantsTwine ? try store.twine(of: pinned) : nil,
                deprecation: known?.deprecation))
    }
}
