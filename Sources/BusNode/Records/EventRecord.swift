/// An event of a question as Twined keeps it, the question itself being the first:
/// `{"event": {"kind": …}, "attributes": {"question_uuid": …}}`.
public struct EventRecord: Hashable, Sendable {
    /// The body of the event, with its `kind`.
    public var event: JSONObject
    /// Who says what to whom, about which question, and when.
    public var attributes: JSONObject
    /// Which event of its question it is, counted from 1; nil for the question itself and where the
    /// record does not say.
    public var number: UInt32?
    /// Which attempt to answer it belongs to; nil where the record does not say.
    public var attempt: UInt32?

    /// An event as it is.
    public init(event: JSONObject, attributes: JSONObject) {
        self.event = event
        self.attributes = attributes
        number = nil
        attempt = nil
    }

    /// An event of a bus. A body that is no JSON object is shown by its size.
    public init(_ entry: History.Entry) {
        let kind = entry.event?.kind ?? .question
        event =
            (try? JSONValue(parsing: entry.payload.bytes))?.object
            ?? ["kind": .string("\(kind)"), "bytes": JSONValue(entry.payload.count)]
        let values =
            entry.event.map { TwinedAttributes(of: $0, answering: entry.question) }
            ?? TwinedAttributes(of: entry.question)
        attributes = JSONObject()
        for (name, value) in values.values { attributes[name] = .string(value) }
        number = entry.event?.number
        attempt = entry.event?.attempt
    }

    /// Reads a record.
    ///
    /// - Throws: `NodeError` with code `badValues` when it has no event of a known kind, or no attributes.
    public init(_ json: JSONValue) throws(NodeError) {
        guard let event = json["event"]?.object, let attributes = json["attributes"]?.object else {
            throw NodeError(
                .badValues, "a record of an event needs the objects \"event\" and \"attributes\"")
        }
        self.event = event
        self.attributes = attributes
        number = json["number"]?.integer.map { UInt32(clamping: $0) }
        attempt = json["attempt"]?.integer.map { UInt32(clamping: $0) }
        guard let kind = event["kind"]?.string, EventKind(kind) != nil else {
            throw NodeError(
                .badValues, "there is no kind of event \(event["kind"]?.text() ?? "without a name")"
            )
        }
    }

    /// The record as Twined writes it; `number` and `attempt` stand beside the event where they are known.
    public var json: JSONValue {
        var json: JSONObject = ["event": .object(event), "attributes": .object(attributes)]
        json["number"] = number.map { JSONValue($0) }
        json["attempt"] = attempt.map { JSONValue($0) }
        return .object(json)
    }

    /// What happened; a record of no known kind is taken to be a question, which has no effect.
    public var kind: EventKind {
        event["kind"]?.string.flatMap { EventKind($0) } ?? .question
    }

    /// Which question it belongs to; nil when the record does not say.
    public var question: QuestionID? {
        attributes["question_uuid"]?.string.flatMap { try? QuestionID($0) }
    }

    /// The event as it would travel; what the record does not say is made up.
    ///
    /// - Parameter place: its place in its list, counted from 0.
    func event(at place: Int) -> Event {
        Event(
            question: question ?? QuestionID(high: 0, low: 0), attempt: attempt ?? 1,
            number: number ?? UInt32(clamping: place + 1), kind: kind,
            id: attributes["uuid"]?.string.flatMap { try? EventID($0) } ?? .random(),
            time: attributes["datetime"]?.string.flatMap { try? Timestamp($0) }
                ?? Timestamp(microseconds: 0),
            softwareVersion: attributes["sender_sdk_version"]?.string ?? "",
            payload: Payload(JSONValue.object(event).bytes()))
    }
}
