import BusNode

/// An event of a question as people read it.
struct EventText: Sendable {
    let record: EventRecord

    /// The line that the events of a question stand under: whom it was asked, by whom, and what.
    var title: String {
        "\(text("recipient"))  question \(text("question_uuid")) from \(text("sender"))  \(summary)"
    }

    /// One line: when, which event of which attempt, what it says.
    var line: String {
        let time = text("datetime").dropFirst(11).prefix(12)
        return [String(time), said].joined(separator: "  ")
    }

    /// Which event of which attempt it is, and what it says.
    var said: String {
        let attempt = record.attempt.map { "attempt \($0)" } ?? ""
        return [attempt, "\(record.kind)", summary].filter { !$0.isEmpty }
            .joined(separator: "  ")
    }

    /// What it says, cut to fit a line.
    var summary: String {
        let body = record.event
        let text: String =
            switch record.kind {
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

    private func text(_ attribute: String) -> String {
        record.attributes[attribute]?.string ?? ""
    }
}
