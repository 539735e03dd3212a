/// Something that passed over the bus, as its watchers see it.
public struct FeedMessage: Sendable {
    /// What it is about: `topic/` and a topic, or `question/`, a revision and a question.
    public let subject: String
    /// What passed: a message, a question or an event.
    public let content: Content

    /// What can pass.
    public enum Content: Sendable {
        /// A message was published to a topic.
        case message(Message)
        /// A question was asked.
        case question(Question, Payload)
        /// Something happened to a question.
        case event(Event)
    }
}
