package import Store
package import Topics

extension RevisionStore {
    /// The most pins: far more than trees of questions go on at a time.
    package static let pinLimit = 100_000

    /// Whether there is room for one more pin.
    package var hasRoomForPins: Bool { pins.count < Self.pinLimit }

    /// The revision that a tree of questions has got for a service or a channel of it, whatever has become of
    /// that revision since; nil when the tree has not asked yet.
    package func pinned(
        _ question: QuestionID, _ service: ServiceName, _ channel: ChannelName?
    ) throws(StoreError) -> ServiceRevision? {
        try pins.tag(question, service, channel).map { tag in
            ServiceRevision(service: service, tag: tag)
        }
    }

    /// Keeps what a tree of questions has got, until `unpin`.
    package func pin(
        _ revision: ServiceRevision, _ channel: ChannelName?, for question: QuestionID,
        at time: Timestamp
    ) throws(StoreError) {
        try pins.add(question, revision, channel, at: time)
    }

    /// Forgets what a tree of questions has got, because it has ended.
    package func unpin(_ question: QuestionID) throws(StoreError) {
        try pins.remove(question)
    }

    /// The trees that have got something, in the order of their roots' identifiers.
    ///
    /// - Parameters:
    ///   - question: Only trees after this one; nil for all.
    ///   - limit: The most trees to return.
    package func pinnedTrees(
        after question: QuestionID?, limit: Int
    ) throws(StoreError) -> [PinnedTree] {
        try pins.trees(after: question, limit: limit)
    }
}
