/// Why something on the bus did not work: a code for programs and a sentence for people.
public struct NodeError: Error, Sendable, CustomStringConvertible {
    /// What went wrong.
    public let code: Code
    /// What went wrong, with the names and values that matter, and where possible what to do next.
    public let message: String
    /// The child's exception, when that is what went wrong.
    public let exception: RemoteException?
    /// The rule that was broken, as a word such as `no-wallet`, when who was asked says so.
    public let rule: String?

    /// An error with its explanation.
    public init(
        _ code: Code, _ message: String, exception: RemoteException? = nil, rule: String? = nil
    ) {
        self.code = code
        self.message = message
        self.exception = exception
        self.rule = rule
    }

    /// What a command was refused with.
    package init(_ refusal: Refusal) {
        self.init(Code(refusal.code), refusal.detail)
    }

    /// What a request was answered with instead of a result.
    package init(_ reply: Reply) {
        let body = try? JSONValue(parsing: reply.payload.bytes)
        self.init(
            Code(ErrorCode(rawValue: reply.code)), body?["error"]?.string ?? "no reason was given",
            rule: body?["rule"]?.string)
    }

    /// The child's exception.
    init(_ exception: RemoteException, of child: ServiceRevision) {
        self.init(.exception, "\(child) failed with \(exception)", exception: exception)
    }

    /// Whether nobody answers now, which may be over soon.
    var isOfMissingPeer: Bool { code == .nobodyServes || code == Code(.peerLost) }

    /// The message, after the code.
    public var description: String { "\(code.word): \(message)" }

    /// The kinds of failure, open for more.
    public struct Code: Hashable, Sendable {
        /// The code as a word, as on the wire where the backbone has one for it.
        public let word: String

        /// The backbone did not answer in time.
        public static let unreachable = Code(word: "unreachable")
        /// The node is closed.
        public static let closed = Code(word: "closed")
        /// A text is not the name that it should be.
        public static let badName = Code(word: "bad-name")
        /// Values are not of the form that they should have.
        public static let badValues = Code(word: "bad-values")
        /// No node serves the revision.
        public static let nobodyServes = Code(ErrorCode.nobodyServes)
        /// There is no such service, revision, topic, subscription or question.
        public static let notFound = Code(ErrorCode.notFound)
        /// It exists already, and differently.
        public static let conflict = Code(ErrorCode.conflict)
        /// The child failed; `exception` says how.
        public static let exception = Code(word: "exception")
        /// The question was cancelled.
        public static let cancelled = Code(word: "cancelled")
        /// No end of the question came in time.
        public static let timedOut = Code(word: "timed-out")
        /// Too much waits already.
        public static let limitReached = Code(ErrorCode.limitReached)
        /// A message is not leased to this node any more.
        public static let notLeased = Code(ErrorCode.notLeased)
        /// A file, socket or process of this node failed.
        public static let failed = Code(ErrorCode.failed)

        /// The code of a refusal.
        public init(_ code: ErrorCode) {
            word = code.rawValue
        }

        init(word: String) {
            self.word = word
        }
    }
}
