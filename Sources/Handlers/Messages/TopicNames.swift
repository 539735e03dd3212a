import Store
import Topics

/// The names of topics by the numbers under which a file knows them.
final class TopicNames {
    private var names: [Int64: TopicName] = [:]

    /// The name of a topic; nil forgets it.
    subscript(number: Int64) -> TopicName? {
        get { names[number] }
        set { names[number] = newValue }
    }

    /// The name of the topic of a message.
    func name(of number: Int64, message: MessageID) throws(StoreError) -> TopicName {
        guard let name = names[number] else {
            throw StoredValue.damaged("message \(message) is of a topic that is not there")
        }
        return name
    }
}
