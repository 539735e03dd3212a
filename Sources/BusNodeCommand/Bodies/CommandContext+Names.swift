import BusNode

extension CommandContext {
    /// A topic that has to be there.
    func topic(_ name: String) throws(CommandFailure) -> TopicName {
        guard let topic = arguments.topic(name) else {
            throw CommandFailure(.usage, "\(name) is missing")
        }
        return topic
    }

    /// A revision that has to be there.
    func revision(_ name: String) throws(CommandFailure) -> ServiceRevision {
        guard let revision = arguments.revision(name) else {
            throw CommandFailure(.usage, "\(name) is missing")
        }
        return revision
    }

    /// A text that has to be there.
    func text(_ name: String) throws(CommandFailure) -> String {
        guard let text = arguments.text(name) else {
            throw CommandFailure(.usage, "\(name) is missing")
        }
        return text
    }
}
