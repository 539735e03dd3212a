import Handlers
import Registry
import Store
import Topics

/// A registry that is asked without a bus.
final class RegistryBench {
    var handler: RevisionHandler
    /// What the backbone says of the root of every tree.
    var root: RootQuestion?

    init(defaults: RevisionDefaults = .none) throws {
        handler = RevisionHandler(
            try RevisionStore(Connection(path: ":memory:")), defaults: defaults)
    }

    /// Asks as the node `node-1`.
    func ask(_ method: String, _ body: String = "") throws -> RegistryReply {
        switch try step(method, body) {
        case .answered(let reply): return reply
        case .look(let inquiry): return try handler.pin(inquiry, root: root, at: Self.time)
        case .ask: throw Waiting()
        }
    }

    /// What is done about a request of the node `node-1`.
    func step(_ method: String, _ body: String = "") throws -> RegistryStep {
        try handler.handle(
            Request(address: "registry", method: method, payload: Payload(body)),
            from: "node-1", at: Self.time)
    }

    /// Somebody is to be asked before there is an answer.
    struct Waiting: Error {}

    static let time = Timestamp(microseconds: 1_700_000_000_000_125)

    /// Registers a revision of `my-org/wind`.
    func register(_ tag: String, _ more: String = "") throws -> RegistryReply {
        try ask("register", body(tag, more))
    }

    /// The JSON that names a revision of `my-org/wind`, with more members behind.
    func body(_ tag: String, _ more: String = "") -> String {
        let rest = more.isEmpty ? "" : ",\(more)"
        return #"{"namespace":"my-org","name":"wind","revision_tag":"\#(tag)"\#(rest)}"#
    }

    func refusal(_ answer: RegistryReply) throws -> RegistryRefusal {
        try read(answer)
    }

    func read<Message: Decodable>(_ answer: RegistryReply) throws -> Message {
        try JSONValue(parsing: text(answer)).decode()
    }

    func text(_ answer: RegistryReply) -> String {
        String(decoding: answer.reply.payload.bytes, as: UTF8.self)
    }
}
