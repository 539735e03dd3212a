import BusNode

/// Why a message is where it is, as a person reads it.
enum WhyText {
    /// The lines of an explanation.
    static func lines(of value: JSONValue) -> [String] {
        var lines = ["message \(number(value["message"])) of topic \(text(value["topic"]))"]
        lines.append(
            "  published \(text(value["published"]).prefix(19)), \(number(value["bytes"])) bytes")
        for (key, value) in value["attributes"]?.object ?? [:] {
            lines.append("  \(key) = \(text(value))")
        }
        if let key = value["ordering_key"]?.string, !key.isEmpty {
            lines.append("  in order with others of the key \(text(value["ordering_key"]))")
        }
        if let priority = value["priority"]?.integer, priority > 0 {
            lines.append("  priority \(priority)")
        }
        if let milliseconds = value["expires_ms"]?.number?.integer(as: Int64.self) {
            lines.append("  expires in \(DurationText.writeRoughly(milliseconds))")
        }
        for reason in value["kept_because"]?.array ?? [] { lines.append("  kept: \(text(reason))") }
        let subscriptions = value["subscriptions"]?.array ?? []
        if subscriptions.isEmpty { lines.append("  its topic has no subscriptions") }
        return (lines + subscriptions.flatMap(subscription)).map(TextWidth.printable)
    }

    private static func subscription(_ value: JSONValue) -> [String] {
        let state = text(value["state"]).replacing("-", with: " ")
        var lines = ["", "subscription \(text(value["subscription"])): \(state)"]
        lines.append("  \(text(value["rule"]))")
        if let filter = value["filter"], !filter.isNull {
            let passes = filter["matches"]?.bool == true ? "lets it through" : "keeps it out"
            lines.append("  the filter \(passes): \(text(filter["filter"]))")
            for term in filter["terms"]?.array ?? [] {
                let holds = term["holds"]?.bool == true ? "holds     " : "holds not "
                lines.append("    \(holds) \(text(term["term"]))")
            }
        }
        if let attempt = value["attempt"]?.integer, attempt > 0 {
            lines.append("  given out \(attempt == 1 ? "once" : "\(attempt) times")")
        }
        if let node = value["node"]?.string, let lease = milliseconds(value["lease_ms"]) {
            lines.append("  \(node) has it for another \(DurationText.writeRoughly(lease))")
        }
        if let due = milliseconds(value["due_ms"]) {
            lines.append("  kept back for another \(DurationText.writeRoughly(due))")
        }
        return lines + history(value["history"]?.array ?? [])
    }

    private static func history(_ entries: [JSONValue]) -> [String] {
        guard !entries.isEmpty else { return [] }
        return ["  what happened:"]
            + entries.map { entry in
                let node = entry["node"]?.string.map { $0.isEmpty ? "" : ", \($0)" } ?? ""
                let what = text(entry["what"]).replacing("-", with: " ")
                return "    \(text(entry["time"]).prefix(19))  attempt \(number(entry["attempt"]))"
                    + "\(node): \(what)"
            }
    }

    private static func milliseconds(_ value: JSONValue?) -> Int64? {
        value?.number?.integer(as: Int64.self)
    }

    private static func text(_ value: JSONValue?) -> String { value?.string ?? "-" }

    private static func number(_ value: JSONValue?) -> String { value?.number?.text ?? "-" }
}
