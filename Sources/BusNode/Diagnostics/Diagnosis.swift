/// All that is needed to run a question again elsewhere, with its children emulated.
///
/// As a folder it has the layout of Twined's diagnostics: `configuration_values.json`,
/// `configuration_manifest.json`, `input_values.json` and `input_manifest.json` with the datasets beside
/// them, and `questions.json` with the sub-questions and their events; beyond that `children.json` and
/// `question.json`, with who answered and every event.
public struct Diagnosis: Sendable {
    /// What the child was configured with; nil when that is not known.
    public var configurationValues: JSONValue?
    /// The manifest of its configuration; nil without one.
    public var configurationManifest: JSONValue?
    /// The body of the question: `input_values`, and what else it carried.
    public var input: JSONObject
    /// The question and its events, which `Replay` takes.
    public var recording: Recording
    /// The questions that were asked to answer it, in the order of asking.
    public var questions: [Asked]

    /// A question that was asked to answer the one that is looked into.
    public struct Asked: Sendable {
        /// The key under which its parent knows the child; nil when the parent did not say.
        public var key: String?
        /// The revision that was asked.
        public var id: String
        /// The question and its events.
        public var recording: Recording
    }

    /// What a bus knows of a question.
    public init(_ tree: QuestionTree) {
        recording = tree.recording
        input = recording.events.first?.event ?? [:]
        questions = tree.children.map { child in
            Asked(
                key: child.key, id: child.question.recipient.description,
                recording: child.recording)
        }
    }

    /// Members of a diagnosis that are read back.
    init(input: JSONObject, recording: Recording, questions: [Asked]) {
        self.input = input
        self.recording = recording
        self.questions = questions
    }

    /// The values asked about; nil without any.
    public var inputValues: JSONValue? { input["input_values"] }

    /// The manifest asked about; nil without one.
    public var inputManifest: JSONValue? { input["input_manifest"] }

    /// What the children answered, by key, or by revision where there is no key: what `ChildEmulator` takes.
    public var emulated: [String: [Recording]] {
        Dictionary(grouping: questions) { $0.key ?? $0.id }
            .mapValues { $0.map(\.recording) }
    }

    /// All of it as one JSON object, with the members named like the files.
    public var json: JSONValue {
        var json = JSONObject()
        for (name, value) in documents { json[name] = value }
        return .object(json)
    }

    /// What goes into which file, named without `.json`.
    var documents: [(name: String, value: JSONValue)] {
        let documents: [(name: String, value: JSONValue?)] = [
            ("configuration_values", configurationValues),
            ("configuration_manifest", configurationManifest),
            ("input_values", inputValues), ("input_manifest", inputManifest),
            ("children", input["children"]), ("questions", .array(questions.map(\.json))),
            ("question", summary),
        ]
        return documents.compactMap { name, value in value.map { (name, $0) } }
    }

    private var summary: JSONValue {
        let asked = recording.events.first?.attributes ?? [:]
        let answered = recording.events.last { $0.kind != .question }
        return [
            "question_uuid": asked["question_uuid"] ?? .null,
            "revision": asked["recipient"] ?? .null, "parent": asked["parent"] ?? .null,
            "retry_count": asked["retry_count"] ?? .null,
            "attempts": JSONValue(recording.events.compactMap(\.attempt).max() ?? 0),
            "asked_with": asked["sender_sdk_version"] ?? .null,
            "answered_with": answered?.attributes["sender_sdk_version"] ?? .null,
            "events": recording.json,
        ]
    }
}

extension Diagnosis.Asked {
    /// The sub-question as Twined writes it: the arguments of asking, and the events without the question.
    var json: JSONValue {
        var json: JSONObject = ["id": .string(id)]
        json["key"] = key.map { .string($0) }
        if let asked = recording.events.first, asked.kind == .question {
            json["question_uuid"] = asked.attributes["question_uuid"]
            for (name, value) in asked.event where name != "kind" { json[name] = value }
        }
        json["events"] = .array(recording.events.filter { $0.kind != .question }.map(\.json))
        return .object(json)
    }

    /// Reads a sub-question.
    init(_ json: JSONValue) throws(NodeError) {
        guard let members = json.object, let id = members["id"]?.string else {
            throw NodeError(.badValues, "a question in questions.json has no id")
        }
        self.id = id
        key = members["key"]?.string
        var body: JSONObject = ["kind": "question"]
        for name in ["input_values", "input_manifest", "children"] { body[name] = members[name] }
        var attributes = JSONObject()
        attributes["question_uuid"] = members["question_uuid"]
        let asked = EventRecord(event: body, attributes: attributes)
        recording = Recording([asked] + (try Recording(members["events"] ?? .null)).events)
    }
}
