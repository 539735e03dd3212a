/// A reader of what comes from outside, with what must hold of it whatever the bytes are.
///
/// libFuzzer looks for inputs that break it (`make fuzz`); the tests give it the inputs of fuzz/corpus.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// A command frame: what is read is written again as the same bytes.
    case command
    /// The blocks that the store keeps, attributes and questions: as for command frames.
    case stored
    /// A JSON text: every layout reads back as the same value.
    case json
    /// A topology file: what is written reads back, and its nodes have an order to start in.
    case topology
    /// The JSON of the registry's requests and replies: what is written reads back.
    case registry
    /// A filter: its normal form reads back and matches the same messages.
    case filter
    /// A name, tag, revision, reference or identifier: it is written as it was read.
    case name
    /// A time: it is written in UTC, and reads back as the same moment.
    case timestamp
    /// An endpoint: equal however often it is read, and in ASCII where it travels by TCP.
    case endpoint
    /// Three versions, one a line: they have an order, and equal ones have equal hashes.
    case version

    /// Reads the input, and makes sure that what comes of it has the target's properties.
    ///
    /// An input that is refused has them.
    package func check(_ input: [UInt8]) throws(BrokenProperty) {
        switch self {
        case .command: return try Self.checkCommand(input)
        case .stored: return try Self.checkStored(input)
        case .json: return try Self.checkJSON(input)
        case .topology: return try Self.checkTopology(input)
        case .registry: return try Self.checkRegistry(input)
        case .filter, .name, .timestamp, .endpoint, .version: break
        }
        guard let text = String(validating: input, as: UTF8.self) else { return }
        switch self {
        case .filter: try Self.checkFilter(text)
        case .name: try Self.checkNames(text)
        case .timestamp: try Self.checkTimestamp(text)
        case .endpoint: try Self.checkEndpoint(text)
        case .version: try Self.checkVersions(text)
        case .command, .stored, .json, .topology, .registry: break
        }
    }
}
