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

    /// The name of a channel.
    func channel(_ text: String) throws(CommandFailure) -> ChannelName {
        do {
            return try ChannelName(text)
        } catch {
            throw CommandFailure(.usage, "\(error)")
        }
    }

    /// The channel that an option names, if it is given.
    func channelIfGiven() throws(CommandFailure) -> ChannelName? {
        guard let text = arguments.text("channel") else { return nil }
        return try channel(text)
    }

    /// A text that has to be there.
    func text(_ name: String) throws(CommandFailure) -> String {
        guard let text = arguments.text(name) else {
            throw CommandFailure(.usage, "\(name) is missing")
        }
        return text
    }
}
