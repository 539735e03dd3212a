extension NodeError {
    /// A kind of failure, finer than its code: an exception is of the kind that its type's name says.
    ///
    ///     options.doNotRetry = ["ValueError", .code(.timedOut)]
    public enum Kind: Hashable, Sendable, ExpressibleByStringLiteral {
        /// The child failed with an exception of a type of this name.
        case exception(String)
        /// Something else went wrong.
        case code(Code)

        /// The kind of exceptions whose type has this name.
        public init(stringLiteral type: String) {
            self = .exception(type)
        }

        /// Failures that would be the same at every further try: what was asked is wrong, or its end was
        /// wanted.
        public static let lasting: Set<Kind> = [
            .code(.badName), .code(.badValues), .code(.conflict), .code(.notFound),
            .code(.cancelled), .code(.closed), "InvalidValuesContents", "InvalidManifestContents",
        ]
    }

    /// Which kind of failure this is.
    public var kind: Kind {
        guard code == .exception, let exception else { return .code(code) }
        return .exception(exception.type)
    }
}
