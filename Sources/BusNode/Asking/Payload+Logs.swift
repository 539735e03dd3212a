extension Payload {
    /// The body of a log record with something in front of its message; nil when this is none.
    func log(prefixed prefix: String) -> Payload? {
        guard var body = (try? JSONValue(parsing: bytes))?.object,
            var record = body["log_record"]?.object, let message = record["msg"]?.string
        else { return nil }
        record["msg"] = .string(prefix + message)
        body["log_record"] = .object(record)
        let payload = Payload(JSONValue.object(body).bytes())
        return payload.count <= WireLimits.payload ? payload : nil
    }
}
