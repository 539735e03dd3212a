/// The attributes of an event as Twined writes them: every value a text, what is absent left out.
///
/// On the wire only what cannot be derived travels; these are the names that people, stores and other
/// systems see (docs/protocol.md, "Attributes").
public struct TwinedAttributes: Sendable, Equatable {
    /// Names and values, in the order in which they are shown.
    public let values: [(name: String, value: String)]

    /// The attributes of the question event itself.
    public init(of question: Question) {
        var values = Self.common(to: question, event: question.event, time: question.asked)
        values += [
            ("sender", question.parent.description), ("sender_type", "PARENT"),
            ("sender_sdk_version", question.softwareVersion),
            ("recipient", question.recipient.description),
            ("forward_logs", question.forwardsLogs ? "1" : "0"),
            ("save_diagnostics", question.saveDiagnostics.description),
        ]
        if let cpus = question.cpus { values.append(("cpus", String(cpus))) }
        if !question.memory.isEmpty { values.append(("memory", question.memory)) }
        if !question.ephemeralStorage.isEmpty {
            values.append(("ephemeral_storage", question.ephemeralStorage))
        }
        values += question.attributes.dictionary.sorted { $0.key < $1.key }
            .map { (name: $0.key, value: $0.value) }
        self.values = values
    }

    /// The attributes of an event that answers a question: sender and recipient change places.
    public init(of event: Event, answering question: Question) {
        values =
            Self.common(to: question, event: event.id, time: event.time) + [
                ("sender", question.recipient.description), ("sender_type", "CHILD"),
                ("sender_sdk_version", event.softwareVersion),
                ("recipient", question.parent.description),
            ]
    }

    /// The value of a name, or nil when the attribute is absent.
    public subscript(name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    /// Whether two lists have the same names and values in the same order.
    public static func == (left: TwinedAttributes, right: TwinedAttributes) -> Bool {
        left.values.elementsEqual(right.values) { $0.name == $1.name && $0.value == $1.value }
    }

    private static func common(
        to question: Question, event: EventID, time: Timestamp
    ) -> [(name: String, value: String)] {
        var values: [(name: String, value: String)] = [
            ("uuid", event.description), ("datetime", time.description),
            ("question_uuid", question.id.description),
        ]
        if let parentQuestion = question.parentQuestion {
            values.append(("parent_question_uuid", parentQuestion.description))
        }
        values += [
            ("originator_question_uuid", question.originatorQuestion.description),
            ("parent", question.parent.description),
            ("originator", question.originator.description),
            ("retry_count", String(question.retryCount)),
        ]
        return values
    }
}
