/// A service that is asked whether a revision becomes the default, and what happens when it does not say.
public struct PolicyService: Hashable, Sendable {
    /// How long it may take, in milliseconds: a registration waits meanwhile, and a request at most 30 s.
    public static let timeoutLimits: ClosedRange<Int64> = 1...20_000
    /// How long it may take where the policy does not say, in milliseconds.
    public static let usualTimeout: Int64 = 5_000

    /// Which service, or which revision of it.
    public var service: ServiceReference
    /// How long it may take, in milliseconds.
    public var timeoutMilliseconds: Int64
    /// What decides when there is no answer of true or false in time.
    public var fallback: SimplePolicy

    /// A service that is asked.
    public init(
        _ service: ServiceReference, timeoutMilliseconds: Int64 = usualTimeout,
        fallback: SimplePolicy = .latestVersion
    ) {
        precondition(
            Self.timeoutLimits.contains(timeoutMilliseconds), "a policy waits 1 ms to 20 s")
        self.service = service
        self.timeoutMilliseconds = timeoutMilliseconds
        self.fallback = fallback
    }
}

extension PolicyService: Codable {
    /// Reads the members of a policy that belong to it.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let service = fields.parsed(.service, ServiceReference.init)
        let timeout = fields.secondsIfPresent(.timeout, inMilliseconds: Self.timeoutLimits)
        let fallback =
            fields.has(.fallback)
            ? fields.parsed(.fallback) { text throws(NameError) in
                guard let policy = SimplePolicy(rawValue: text) else {
                    let known = SimplePolicy.allCases.map(\.rawValue).joined(separator: ", ")
                    throw NameError(text, isNot: "a fallback", because: "\(known) are")
                }
                return policy
            } : nil
        self.init(
            try fields.checked(service), timeoutMilliseconds: timeout ?? Self.usualTimeout,
            fallback: fallback ?? .latestVersion)
    }

    /// Writes the members of a policy that belong to it.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(service.description, forKey: .service)
        try fields.encode(Double(timeoutMilliseconds) / 1_000, forKey: .timeout)
        try fields.encode(fallback.rawValue, forKey: .fallback)
    }
}
