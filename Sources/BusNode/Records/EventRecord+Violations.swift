extension EventRecord {
    /// What Twined's rules for events (service-communication 0.16.0) say against this one; nothing when it
    /// is valid.
    public var violations: [String] {
        bodyViolations + attributeViolations
    }

    private var bodyViolations: [String] {
        var found: [String] = []
        func need(_ name: String, _ kindName: String) {
            guard event[name]?.kindName != kindName else { return }
            found.append("event: \(name) must be \(kindName)")
        }
        switch kind {
        case .question, .deliveryAcknowledgement, .heartbeat: break
        case .logRecord: need("log_record", "an object")
        case .monitorMessage:
            if event["data"] == nil { found.append("event: data is missing") }
        case .exception:
            need("exception_type", "a string")
            need("exception_message", "a string")
            need("exception_traceback", "an array")
            if let lines = event["exception_traceback"]?.array,
                lines.contains(where: { $0.string == nil })
            {
                found.append("event: every line of exception_traceback must be a string")
            }
        case .result:
            if event["output_manifest"]?.isNull == true {
                found.append("event: output_manifest must be a manifest, or left out")
            }
        case .cancelled: need("reason", "a string")
        }
        return found
    }

    private var attributeViolations: [String] {
        var found: [String] = []
        for name in Self.needed where attributes[name]?.string == nil {
            found.append("attributes: \(name) must be a string")
        }
        let sender = kind == .question ? "PARENT" : "CHILD"
        if let written = attributes["sender_type"]?.string, written != sender {
            found.append("attributes: sender_type of a \(kind) must be \(sender)")
        }
        if Self.number(attributes["retry_count"]).map({ $0 >= 0 }) != true {
            found.append("attributes: retry_count must be a whole number from 0")
        }
        guard kind == .question else { return found }
        if Self.flag(attributes["forward_logs"]) == nil {
            found.append("attributes: forward_logs must be true or false, as 1 or 0")
        }
        let modes = SaveDiagnostics.allCases.map(\.description)
        if attributes["save_diagnostics"]?.string.map(modes.contains) != true {
            found.append(
                "attributes: save_diagnostics must be one of \(modes.joined(separator: ", "))")
        }
        return found
    }

    private static let needed = [
        "uuid", "datetime", "question_uuid", "originator_question_uuid", "parent", "originator",
        "sender", "sender_type", "sender_sdk_version", "recipient",
    ]

    /// A number as it is, or as the text that it travels as.
    private static func number(_ value: JSONValue?) -> Int? {
        value?.integer ?? value?.string.flatMap { Int($0) }
    }

    private static func flag(_ value: JSONValue?) -> Bool? {
        if let flag = value?.bool { return flag }
        return ["0": false, "1": true][value?.string ?? ""]
    }
}
