/// Which revisions the registry gave to trees of questions: nothing that can become stale while they go on.
struct PinCache: Sendable {
    /// Most that is kept: beyond it the oldest is asked for again.
    static let limit = 4_096
    /// How long a question of a tree waits for a registry that was there before, in milliseconds: a registry
    /// that is started again is back within a second or two.
    static let patience: Int64 = 5_000
    /// How often it is tried meanwhile.
    static let retryInterval = Duration.milliseconds(100)

    private struct Key: Hashable {
        let question: QuestionID
        let service: ServiceName
        let channel: ChannelName?
    }

    private var revisions: [Key: ServiceRevision] = [:]
    private var order: [Key] = []
    /// Where the oldest stands in `order`, which is a ring once it is full.
    private var oldest = 0

    /// What a tree has got, if that is known.
    func revision(
        of service: ServiceName, _ channel: ChannelName?, for question: QuestionID
    ) -> ServiceRevision? {
        revisions[Key(question: question, service: service, channel: channel)]
    }

    /// Believes the registry.
    mutating func add(
        _ revision: ServiceRevision, _ channel: ChannelName?, for question: QuestionID
    ) {
        let key = Key(question: question, service: revision.service, channel: channel)
        guard revisions.updateValue(revision, forKey: key) == nil else { return }
        if order.count < Self.limit {
            order.append(key)
        } else {
            revisions[order[oldest]] = nil
            order[oldest] = key
            oldest = (oldest + 1) % Self.limit
        }
    }
}
