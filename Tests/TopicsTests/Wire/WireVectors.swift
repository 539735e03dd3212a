import Foundation

/// The fixed frames that every implementation of the protocol reads and writes alike.
///
/// The same file is checked by the Python client in Tests/Interop.
struct WireVectors: Decodable {
    /// Frames that are commands.
    let accepted: [Accepted]
    /// Frames that are none.
    let refused: [Refused]

    /// Reads the file beside the tests.
    static func load() throws -> WireVectors {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/wire-vectors.json")
        return try JSONDecoder().decode(WireVectors.self, from: try Data(contentsOf: file))
    }

    /// A command with the bytes it has on the wire; what its fields are is in the file, for others.
    struct Accepted: Decodable {
        let name: String
        let meaning: String
        let command: String
        let correlation: UInt64
        let frame: String
        let payload: String?
    }

    /// Frames that are refused, and the code with which they are.
    struct Refused: Decodable {
        let name: String
        let meaning: String
        let code: String
        let frames: [String]
    }
}
