/// Asks the registry about one service, or about all (`get-policy`).
///
///     {"namespace": "my-org", "name": "wind"}
///     {}
public struct ServiceRequest: Hashable, Sendable {
    /// Which service; nil for all.
    public var service: ServiceName?

    /// A request about a service.
    public init(_ service: ServiceName?) {
        self.service = service
    }
}

extension ServiceRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let service = fields.serviceIfPresent()
        self.init(try fields.checked(.some(service)))
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        if let service { try fields.encode(service) }
    }
}
