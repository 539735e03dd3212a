import Topics

/// What was given to a command, checked against its definition.
///
/// Options are asked for by their names without hyphens, arguments by theirs in capitals. Asking for what
/// the command does not define, or for another kind of value, is a mistake of ours and traps.
struct ParsedArguments: Sendable {
    /// The words that lead to the command.
    let path: [String]
    /// The command.
    let command: CommandDefinition

    /// Values by name, in the order given; defaults and variables of the environment included.
    private let values: [String: [ArgumentValue]]
    private let flags: Set<String>
    /// What stood on the command line itself.
    private let given: Set<String>
    private let known: Set<String>

    init(
        path: [String], command: CommandDefinition, known: Set<String>,
        values: [String: [ArgumentValue]], flags: Set<String>, given: Set<String>
    ) {
        self.path = path
        self.command = command
        self.known = known
        self.values = values
        self.flags = flags
        self.given = given
    }

    /// Whether a flag was given.
    func flag(_ name: String) -> Bool {
        check(name)
        return flags.contains(name)
    }

    /// Whether results are to be written as JSON.
    var isJSON: Bool { flags.contains(OptionDefinition.json.name) }

    /// Whether the command has such an option or argument.
    func defines(_ name: String) -> Bool { known.contains(name) }

    /// Whether an option or argument stood on the command line, not only in a default or a variable.
    func isGiven(_ name: String) -> Bool {
        check(name)
        return given.contains(name)
    }

    /// A text, path, endpoint or word.
    func text(_ name: String) -> String? { texts(name).first }

    /// All texts of a repeatable option or argument.
    func texts(_ name: String) -> [String] {
        all(name) { if case .text(let text) = $0 { text } else { nil } }
    }

    /// All words of an option that takes a list of them.
    func words(_ name: String) -> [String] {
        all(name) { if case .words(let words) = $0 { words } else { nil } }.flatMap { $0 }
    }

    /// A number within the bounds of its definition.
    func integer(_ name: String) -> Int? {
        all(name) { if case .integer(let integer) = $0 { integer } else { nil } }.first
    }

    /// A time within the bounds of its definition.
    func duration(_ name: String) -> Duration? {
        all(name) { if case .duration(let duration) = $0 { duration } else { nil } }.first
    }

    /// A revision of a service.
    func revision(_ name: String) -> ServiceRevision? {
        all(name) { if case .revision(let revision) = $0 { revision } else { nil } }.first
    }

    /// A service or one revision of it.
    func reference(_ name: String) -> ServiceReference? {
        all(name) { if case .reference(let reference) = $0 { reference } else { nil } }.first
    }

    /// The name of a service.
    func service(_ name: String) -> ServiceName? {
        all(name) { if case .service(let service) = $0 { service } else { nil } }.first
    }

    /// The identifier of a question.
    func question(_ name: String) -> QuestionID? {
        all(name) { if case .question(let question) = $0 { question } else { nil } }.first
    }

    /// The name of a topic.
    func topic(_ name: String) -> TopicName? {
        all(name) { if case .topic(let topic) = $0 { topic } else { nil } }.first
    }

    /// A moment of the calendar.
    func time(_ name: String) -> Timestamp? {
        all(name) { if case .time(let time) = $0 { time } else { nil } }.first
    }

    /// All texts of a repeatable option by their keys; of a key that comes twice, the last.
    func pairs(_ name: String) -> [String: String] {
        let pairs = all(name) { value -> (String, String)? in
            if case .pair(let key, let value) = value { (key, value) } else { nil }
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    private func all<Value>(_ name: String, _ extract: (ArgumentValue) -> Value?) -> [Value] {
        check(name)
        return (values[name] ?? []).map { value in
            guard let extracted = extract(value) else {
                preconditionFailure("\(name) of \(path) is \(value), no \(Value.self)")
            }
            return extracted
        }
    }

    private func check(_ name: String) {
        precondition(known.contains(name), "\(path) defines no \(name)")
    }
}
