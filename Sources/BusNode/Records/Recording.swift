/// What happened to a question, as a list that a file can hold: the form is that of Twined's event stores.
public struct Recording: Hashable, Sendable {
    /// The events in order; the question itself may stand first.
    public var events: [EventRecord]

    /// A recording of these events.
    public init(_ events: [EventRecord]) {
        self.events = events
    }

    /// Reads a list of events.
    ///
    /// - Throws: `NodeError` with code `badValues` that says which of them is none.
    public init(_ json: JSONValue) throws(NodeError) {
        guard let list = json.array else {
            throw NodeError(.badValues, "\(json.kindName) where a list of events is needed")
        }
        events = []
        for (place, value) in list.enumerated() {
            do throws(NodeError) {
                events.append(try EventRecord(value))
            } catch {
                throw NodeError(.badValues, "/\(place): \(error.message)")
            }
        }
    }

    /// The list as JSON.
    public var json: JSONValue { .array(events.map(\.json)) }

    /// The questions that the events belong to, in the order in which they come.
    public var questions: [QuestionID] {
        var known: Set<QuestionID> = []
        return events.compactMap(\.question).filter { known.insert($0).inserted }
    }

    /// The events of one of the questions.
    public func only(_ question: QuestionID) -> Recording {
        Recording(events.filter { $0.question == question })
    }
}
