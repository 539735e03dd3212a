import Topics

/// The end of a question that the backbone decides itself, in the JSON of Twined's events.
struct BackboneEnd {
    let kind: EventKind
    let payload: Payload

    /// The question is not wanted any more, or was not answered in time.
    static func cancelled(_ reason: String) -> BackboneEnd {
        let body: JSONValue = ["kind": "cancelled", "reason": .string(reason)]
        return BackboneEnd(kind: .cancelled, payload: Payload(body.bytes()))
    }

    /// The question cannot be answered.
    static func exception(type: String, _ message: String) -> BackboneEnd {
        let body: JSONValue = [
            "kind": "exception", "exception_type": .string(type),
            "exception_message": .string(message), "exception_traceback": [],
        ]
        return BackboneEnd(kind: .exception, payload: Payload(body.bytes()))
    }
}
