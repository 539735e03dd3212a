extension Node {
    /// Reads the name of a topic.
    static func topicName(_ text: String) throws(NodeError) -> TopicName {
        try ServiceRevision.parsing(text) { text throws(NameError) in try TopicName(text) }
    }

    /// Reads the name of a subscription.
    static func subscriptionName(_ text: String) throws(NodeError) -> SubscriptionName {
        try ServiceRevision.parsing(text) { text throws(NameError) in try SubscriptionName(text) }
    }

    /// Reads the name of a snapshot.
    static func snapshotName(_ text: String) throws(NodeError) -> SnapshotName {
        try ServiceRevision.parsing(text) { text throws(NameError) in try SnapshotName(text) }
    }

    /// A time of at most ten minutes, in milliseconds.
    static func leaseMilliseconds(
        _ duration: Duration, _ what: String
    ) throws(NodeError) -> UInt32 {
        let milliseconds = duration.wholeMilliseconds
        guard (0...Int64(LeaseChange.millisecondsLimit)).contains(milliseconds) else {
            throw NodeError(
                .badValues, "\(what) has \(milliseconds) ms, and 0 to 600000 are allowed")
        }
        return UInt32(milliseconds)
    }
}
