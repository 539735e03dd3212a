import BusNode

/// A message of a subscription, as it is printed.
enum MessageText {
    /// The message in one line.
    static func line(of message: Message, attempt: UInt32? = nil) -> String {
        var notes = attributes(of: message).map { "\($0.key)=\($0.value)" }
        if !message.orderingKey.isEmpty { notes.append("in order of \(message.orderingKey)") }
        if let attempt, attempt > 1 { notes.append("attempt \(attempt)") }
        let (body, text) = content(of: message)
        let line = "\(message.id)  \(body?.text() ?? text ?? "\(message.payload.count) bytes")"
        return TextWidth.printable(
            line + (notes.isEmpty ? "" : "  (\(notes.joined(separator: ", ")))"))
    }

    /// The message as a JSON object; a payload that is neither JSON nor text is left out.
    static func json(of message: Message, attempt: UInt32? = nil) -> JSONValue {
        var object: JSONObject = ["message": JSONValue(message.id.number)]
        if let attempt { object["attempt"] = JSONValue(attempt) }
        object["topic"] = .string(message.topic.text)
        object["published"] = .string(message.published.description)
        object["content_type"] = .string(message.contentType)
        object["ordering_key"] = .string(message.orderingKey)
        var attributes = JSONObject()
        for (key, value) in Self.attributes(of: message) { attributes[key] = .string(value) }
        object["attributes"] = .object(attributes)
        let (body, text) = content(of: message)
        object["body"] = body ?? text.map { .string($0) } ?? .null
        object["bytes"] = JSONValue(message.payload.count)
        return .object(object)
    }

    private static func attributes(of message: Message) -> [(key: String, value: String)] {
        message.attributes.dictionary.sorted { $0.key < $1.key }
    }

    private static func content(of message: Message) -> (json: JSONValue?, text: String?) {
        let bytes = message.payload.bytes
        return (try? JSONValue(parsing: bytes), String(validating: bytes, as: UTF8.self))
    }
}
