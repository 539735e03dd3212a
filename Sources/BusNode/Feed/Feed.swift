/// What passes over the bus, from now on, for whoever watches.
///
/// The feed may lose messages when a watcher is behind. A message of a topic that was lost is fetched from
/// the backbone, which keeps it for some time, and comes in its place.
public struct Feed: AsyncSequence, Sendable {
    /// What is watched.
    public typealias Element = FeedMessage
    /// Why watching fails.
    public typealias Failure = NodeError

    /// Most messages that wait for a watcher; what comes when there are more is lost to it.
    static let limit = 10_000

    let stream: AsyncStream<(subject: String, command: Command)>
    let node: Node

    /// Watches; a feed has one watcher.
    public func makeAsyncIterator() -> Iterator {
        Iterator(arriving: stream.makeAsyncIterator(), node: node)
    }

    /// Watches message by message.
    public struct Iterator: AsyncIteratorProtocol {
        private var arriving: AsyncStream<(subject: String, command: Command)>.Iterator
        private let node: Node
        private var ready: ArraySlice<FeedMessage> = []
        /// The newest message seen of each topic.
        private var newest: [TopicName: MessageID] = [:]

        init(
            arriving: AsyncStream<(subject: String, command: Command)>.Iterator, node: Node
        ) {
            self.arriving = arriving
            self.node = node
        }

        /// The next message; nil when the node is closed or the task is cancelled.
        public mutating func next() async throws(NodeError) -> FeedMessage? {
            try await next(isolation: #isolation)
        }

        /// The next message; nil when the node is closed or the task is cancelled.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(NodeError) -> FeedMessage? {
            while ready.isEmpty {
                guard let (subject, command) = await arriving.next(isolation: actor) else {
                    return nil
                }
                try await take(command, subject)
            }
            return ready.popFirst()
        }

        private mutating func take(_ command: Command, _ subject: String) async throws(NodeError) {
            switch command {
            case .message(let stored): try await take(stored, subject)
            case .question(let delivery):
                ready.append(
                    FeedMessage(
                        subject: subject, content: .question(delivery.question, delivery.payload)))
            case .event(let event):
                ready.append(FeedMessage(subject: subject, content: .event(event)))
            default: break
            }
        }

        private mutating func take(
            _ stored: StoredMessage, _ subject: String
        ) async throws(NodeError) {
            let topic = stored.message.topic
            if let last = newest[topic], last != stored.previous, last < stored.message.id {
                let missed = try await node.connection.fetch(
                    FetchRequest(
                        topic: topic, after: last, before: stored.message.id,
                        limit: UInt16(WireLimits.list)))
                ready += missed.map { FeedMessage(subject: subject, content: .message($0.message)) }
            }
            newest[topic] = stored.message.id
            ready.append(FeedMessage(subject: subject, content: .message(stored.message)))
        }
    }
}
