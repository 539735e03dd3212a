package import Topics

extension RegistryChange {
    /// The change as a message for the topic `busnode.registry`, with its attributes for filters.
    package var publication: Publication {
        do {
            return Publication(
                topic: .registry, attributes: try Attributes(attributes),
                payload: Payload(jsonOf: self))
        } catch {
            preconditionFailure("three attributes of at most 300 bytes are allowed: \(error)")
        }
    }
}
