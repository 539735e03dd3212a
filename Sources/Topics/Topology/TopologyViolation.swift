/// One rule that a topology breaks, and where.
public struct TopologyViolation: Hashable, Sendable, CustomStringConvertible {
    /// Which rule.
    public let kind: Kind
    /// Where in the file.
    public let place: JSONPointer
    /// One sentence with the value and what would be right; values of an environment are never in it.
    public let explanation: String

    init(_ kind: Kind, _ place: JSONPointer, _ explanation: String) {
        self.kind = kind
        self.place = place
        self.explanation = explanation
    }

    /// The kind, the place and the sentence on one line.
    public var description: String {
        let place = place.tokens.isEmpty ? "the file" : place.description
        return "\(kind.rawValue) at \(place): \(explanation)"
    }

    /// The rules of a topology by their names, which `docs/topology.md` explains.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// The file is not JSON, or is too large.
        case badJSON = "bad-json"
        /// A value is of another kind than its key needs.
        case wrongType = "wrong-type"
        /// A key that is needed is not there.
        case missingKey = "missing-key"
        /// A key that means nothing here.
        case unknownKey = "unknown-key"
        /// A key that only means something for another role, or for the other kind of program.
        case misplacedKey = "misplaced-key"
        /// A number beyond its limits.
        case outOfRange = "out-of-range"
        /// More elements than the limit.
        case tooManyItems = "too-many-items"
        /// A name of a topology or node that breaks the rule of such names.
        case badName = "bad-name"
        /// A path that cannot be one.
        case badPath = "bad-path"
        /// No endpoint, or one that nobody can be told to connect to.
        case badEndpoint = "bad-endpoint"
        /// `bus` and `feed` are the same.
        case duplicateEndpoint = "duplicate-endpoint"
        /// A program of its own cannot reach an endpoint within the process.
        case unreachableEndpoint = "unreachable-endpoint"
        /// More nodes than the limit.
        case tooManyNodes = "too-many-nodes"
        /// Two nodes of one name.
        case duplicateNodeName = "duplicate-node-name"
        /// A role that there is not.
        case unknownRole = "unknown-role"
        /// No node is the backbone.
        case missingBackbone = "missing-backbone"
        /// More than one node is the backbone.
        case twoBackbones = "two-backbones"
        /// No node is the registry, and a service is to be registered.
        case missingRegistry = "missing-registry"
        /// More than one node is the registry.
        case twoRegistries = "two-registries"
        /// More than one node is the ledger.
        case twoLedgers = "two-ledgers"
        /// More than one node is the market.
        case twoMarkets = "two-markets"
        /// A text that is no schedule of a market.
        case badSchedule = "bad-schedule"
        /// A word that is none of those which the key may have.
        case badWord = "bad-word"
        /// A text that is no address of an account.
        case badAddress = "bad-address"
        /// A text that is no service revision.
        case badRevision = "bad-revision"
        /// Both `run` and `serve`.
        case runAndServe = "run-and-serve"
        /// Neither `run` nor `serve`.
        case noProgram = "no-program"
        /// A command that cannot be started.
        case badCommand = "bad-command"
        /// A variable that cannot be set, or that is ours to set.
        case badEnvironment = "bad-environment"
        /// A back-off whose minimum is longer than its maximum.
        case badBackoff = "bad-backoff"
        /// A default that is not registered.
        case defaultNotRegistered = "default-not-registered"
        /// Two revisions of one service as its default.
        case twoDefaults = "two-defaults"
        /// A name in `after` that no node has.
        case unknownNode = "unknown-node"
        /// Nodes that wait for each other.
        case cycle
    }
}
