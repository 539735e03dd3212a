import BusNode

/// An event of a question as people and programs read it.
struct EventText: Sendable {
    let question: Question
    /// The event; nil for the question itself.
    let event: Event?
    let payload: Payload

    /// The kind of the event.
    var kind: EventKind { event?.kind ?? .question }

    /// As Twined keeps it: `{"event": …, "attributes": {…}}`. A body that is no JSON is shown by its size.
    var json: JSONValue {
        let attributes =
            event.map { TwinedAttributes(of: $0, answering: question) }
            ?? TwinedAttributes(of: question)
        var members = JSONObject()
        for (name, value) in attributes.values { members[name] = .string(value) }
        var json: JSONObject = ["event": body, "attributes": .object(members)]
        if let event {
            json["number"] = JSONValue(event.number)
            json["attempt"] = JSONValue(event.attempt)
        }
        return .object(json)
    }

    /// The line that the events of a question stand under: whom it was asked, by whom, and what.
    var title: String {
        "\(question.recipient)  question \(question.id) from \(question.parent)  \(summary)"
    }

    /// One line: when, which event of which attempt, what it says.
    var line: String {
        let time = (event?.time ?? question.asked).description.dropFirst(11).prefix(12)
        let attempt = event.map { "attempt \($0.attempt)" } ?? ""
        return "\(time)  \(attempt)  \(kind)  \(summary)"
    }

    private var body: JSONValue {
        (try? JSONValue(parsing: payload.bytes))
            ?? ["kind": .string("\(kind)"), "bytes": JSONValue(payload.count)]
    }

    private var summary: String {
        let text: String =
            switch kind {
            case .deliveryAcknowledgement, .heartbeat: ""
            case .logRecord: body["log_record"]?["msg"]?.string ?? ""
            case .exception:
                "\(body["exception_type"]?.string ?? ""): \(body["exception_message"]?.string ?? "")"
            case .cancelled: body["reason"]?.string ?? ""
            case .question: body["input_values"]?.text() ?? ""
            case .monitorMessage: body["data"]?.text() ?? ""
            case .result: body["output_values"]?.text() ?? ""
            }
        return TextWidth.cut(TextWidth.printable(text), to: 120)
    }
}
