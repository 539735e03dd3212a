import Topics

extension Payload {
    /// The JSON of one of the registry's messages.
    init(jsonOf message: some Encodable) {
        do {
            self.init(try JSONValue(encoding: message).bytes())
        } catch {
            preconditionFailure("names, numbers and times are always JSON: \(error)")
        }
    }
}
