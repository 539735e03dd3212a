import Topics

/// What a value must be, and so how it is checked, described and completed.
enum ValueKind: Sendable, Equatable {
    /// Any text.
    case text
    /// A whole number within bounds.
    case integer(ClosedRange<Int>)
    /// A time such as `30s`, within bounds.
    case duration(ClosedRange<Duration>)
    /// One of these words.
    case word([String])
    /// Some of these words, with commas between them.
    case words([String])
    /// The path of a file.
    case file
    /// The path of a folder.
    case folder
    /// A program and, when repeatable, what is passed to it.
    case program
    /// The address of a backbone.
    case endpoint
    /// A revision, `namespace/name:tag`.
    case revision
    /// A service, or one revision of it.
    case reference
    /// The same, or without the namespace, which the registry knows then.
    case shortReference
    /// A service, `namespace/name`.
    case service
    /// The identifier of a question.
    case question
    /// The name of a topic.
    case topic
    /// The name of a subscription.
    case subscription
    /// The name of a snapshot.
    case snapshot
    /// A moment of the calendar, such as `2026-11-21T08:15:30Z`.
    case time
    /// A text for a key, `KEY=VALUE`.
    case pair
}

extension ValueKind {
    /// Reads a value of this kind.
    ///
    /// - Throws: `ValueError` that says which rule the text breaks.
    func read(_ text: String) throws(ValueError) -> ArgumentValue {
        switch self {
        case .text: return .text(text)
        case .file, .folder, .program: return try Self.readPath(text)
        case .integer(let bounds): return try Self.readInteger(text, bounds)
        case .duration(let bounds): return try Self.readDuration(text, bounds)
        case .word(let allowed): return .text(try Self.check(text, in: allowed))
        case .words(let allowed):
            var words: [String] = []
            for word in text.split(separator: ",", omittingEmptySubsequences: false) {
                words.append(try Self.check(String(word), in: allowed))
            }
            return .words(words)
        case .endpoint: return try Self.readEndpoint(text)
        case .revision: return .revision(try Self.named(text, ServiceRevision.init))
        case .reference: return .reference(try Self.named(text, ServiceReference.init))
        case .shortReference:
            let full = text.contains("/") ? text : "namespace/\(text)"
            _ = try Self.named(full, ServiceReference.init)
            return .text(text)
        case .service: return .service(try Self.named(text, ServiceName.init))
        case .question: return .question(try Self.named(text, QuestionID.init))
        case .topic: return .topic(try Self.named(text, TopicName.init))
        case .subscription: return .text(try Self.named(text, SubscriptionName.init).text)
        case .snapshot: return .text(try Self.named(text, SnapshotName.init).text)
        case .time:
            return .time(
                try Self.named(text) { text throws(NameError) in try Timestamp(text) })
        case .pair: return try Self.readPair(text)
        }
    }

    private static func readPath(_ text: String) throws(ValueError) -> ArgumentValue {
        guard !text.isEmpty else { throw ValueError("it is empty") }
        return .text(text)
    }

    private static func readPair(_ text: String) throws(ValueError) -> ArgumentValue {
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
            throw ValueError("it has the form KEY=VALUE")
        }
        return .pair(String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    private static func readInteger(
        _ text: String, _ bounds: ClosedRange<Int>
    ) throws(ValueError) -> ArgumentValue {
        guard let number = Int(text) else { throw ValueError("it is not a whole number") }
        guard bounds.contains(number) else {
            throw ValueError("\(bounds.lowerBound) to \(bounds.upperBound) are allowed")
        }
        return .integer(number)
    }

    private static func readDuration(
        _ text: String, _ bounds: ClosedRange<Duration>
    ) throws(ValueError) -> ArgumentValue {
        let duration = try DurationText.read(text)
        guard bounds.contains(duration) else {
            let least = DurationText.write(bounds.lowerBound)
            throw ValueError("\(least) to \(DurationText.write(bounds.upperBound)) are allowed")
        }
        return .duration(duration)
    }

    private static func check(_ word: String, in allowed: [String]) throws(ValueError) -> String {
        guard !allowed.contains(word) else { return word }
        if let nearest = Spelling.nearest(to: word, in: allowed) {
            throw ValueError("did you mean \"\(nearest)\"?")
        }
        throw ValueError("it must be one of \(allowed.joined(separator: ", "))")
    }

    private static func readEndpoint(_ text: String) throws(ValueError) -> ArgumentValue {
        // A port of * is for those who listen: they take a free one, and say which.
        let isTCP = text.wholeMatch(of: /tcp:\/\/[^\s:\/]+:([0-9]{1,5}|\*)/) != nil
        let isIPv6 = text.wholeMatch(of: /tcp:\/\/\[[0-9a-fA-F:.]+\]:[0-9]{1,5}/) != nil
        let isIPC = text.wholeMatch(of: /ipc:\/\/.+/) != nil
        guard isTCP || isIPv6 || isIPC else {
            throw ValueError("an endpoint has the form tcp://host:port or ipc://path")
        }
        return .text(text)
    }

    /// The error of a name repeats what was given; its reason is enough.
    private static func named<Name>(
        _ text: String, _ read: (String) throws(NameError) -> Name
    ) throws(ValueError) -> Name {
        do {
            return try read(text)
        } catch {
            throw ValueError(error.reason)
        }
    }
}
