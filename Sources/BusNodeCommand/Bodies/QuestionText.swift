import BusNode

/// A question with what happened to answer it, as people and programs read it.
enum QuestionText {
    /// A line each for the question, what became of it, and its events; then those of the questions below
    /// it, further in.
    static func lines(of tree: QuestionTree, depth: Int = 0) -> [String] {
        let records = tree.recording.events
        var lines = records.prefix(1).map { record in
            (tree.key.map { "[\($0)] " } ?? "") + EventText(record: record).title
        }
        lines.append("  " + state(of: tree))
        for (event, record) in zip(tree.events, records.dropFirst()) {
            let text = EventText(record: record)
            lines.append("  +\(seconds(tree.time(of: event)))  \(text.said)")
        }
        let indent = String(repeating: "    ", count: depth)
        return lines.map { indent + $0 }
            + tree.children.flatMap { Self.lines(of: $0, depth: depth + 1) }
    }

    /// The same as JSON: times are in seconds since the question was asked.
    static func json(of tree: QuestionTree) -> JSONValue {
        let question = tree.question
        var json: JSONObject = [
            "question": .string("\(question.id)"), "recipient": .string("\(question.recipient)"),
            "parent": .string("\(question.parent)"), "asked": .string("\(question.asked)"),
            "state": .string(word(of: tree)), "attempts": JSONValue(tree.attempts),
            "retry_count": JSONValue(question.retryCount),
        ]
        json["seconds"] = tree.duration.map { number($0) } ?? .null
        json["key"] = tree.key.map { .string($0) }
        json["asked_again"] = tree.askedAgain.map { .string("\($0)") }
        let records = tree.recording.events
        json["input"] = records.first.map { .object($0.event) }
        json["events"] = .array(
            zip(tree.events, records.dropFirst()).map { event, record in
                var shown = record.json.object ?? [:]
                shown["seconds"] = number(tree.time(of: event))
                return .object(shown)
            })
        json["questions"] = .array(tree.children.map { Self.json(of: $0) })
        return .object(json)
    }

    private static func word(of tree: QuestionTree) -> String {
        guard let end = tree.end else {
            return tree.events.isEmpty ? "waiting" : "running"
        }
        return "\(end.kind)"
    }

    private static func state(of tree: QuestionTree) -> String {
        var parts: [String] =
            switch (tree.end?.kind, tree.duration) {
            case (.result?, let duration?): ["answered after \(seconds(duration))"]
            case (let end?, let duration?): ["\(end) after \(seconds(duration))"]
            default: [word(of: tree)]
            }
        parts.insert("asked \(tree.question.asked)", at: 0)
        parts.append("\(tree.attempts) attempt\(tree.attempts == 1 ? "" : "s")")
        if tree.question.retryCount > 0 { parts.append("retry \(tree.question.retryCount)") }
        if let again = tree.askedAgain { parts.append("asks \(again) again") }
        return parts.joined(separator: ", ")
    }

    private static func seconds(_ duration: Duration) -> String {
        "\(number(duration).text()) s"
    }

    /// A time in seconds, to the millisecond.
    private static func number(_ duration: Duration) -> JSONValue {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        return JSONNumber(Double(milliseconds) / 1_000).map { .number($0) } ?? .null
    }
}
