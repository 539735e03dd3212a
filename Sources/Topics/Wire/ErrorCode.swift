/// What went wrong, as a word that a program can act on (docs/protocol.md, "Errors").
public struct ErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The word, in lower case with hyphens.
    public let rawValue: String

    /// The code of this word; a peer of a later version may send one that is not listed here.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The word.
    public var description: String { rawValue }

    /// A message is not of the form that the protocol gives it.
    public static let malformed = ErrorCode(rawValue: "malformed")
    /// The peer speaks another version of the protocol.
    public static let unsupportedVersion = ErrorCode(rawValue: "unsupported-version")
    /// The command is not known.
    public static let unknownCommand = ErrorCode(rawValue: "unknown-command")
    /// The command is known, and not what this side of a connection answers.
    public static let unexpectedCommand = ErrorCode(rawValue: "unexpected-command")
    /// An option or method is not offered.
    public static let unsupported = ErrorCode(rawValue: "unsupported")
    /// A part is larger than its limit.
    public static let tooLarge = ErrorCode(rawValue: "too-large")
    /// The peer has not said HELLO, or its session is over.
    public static let noSession = ErrorCode(rawValue: "no-session")
    /// A limit on how many there may be of something is reached; try again later.
    public static let limitReached = ErrorCode(rawValue: "limit-reached")
    /// There is no such topic, subscription, question, service or revision.
    public static let notFound = ErrorCode(rawValue: "not-found")
    /// It exists already, and differently.
    public static let conflict = ErrorCode(rawValue: "conflict")
    /// Only somebody else may do this.
    public static let forbidden = ErrorCode(rawValue: "forbidden")
    /// No node serves the revision, or answers requests at the address.
    public static let nobodyServes = ErrorCode(rawValue: "nobody-serves")
    /// The question has been given to somebody else since, or never was given to this node.
    public static let staleAttempt = ErrorCode(rawValue: "stale-attempt")
    /// The question has its one end already.
    public static let questionEnded = ErrorCode(rawValue: "question-ended")
    /// The acknowledged message is not leased under this attempt.
    public static let notLeased = ErrorCode(rawValue: "not-leased")
    /// The peer that should have answered went away.
    public static let peerLost = ErrorCode(rawValue: "peer-lost")
    /// This side failed; the reason is in its log.
    public static let failed = ErrorCode(rawValue: "failed")
}
