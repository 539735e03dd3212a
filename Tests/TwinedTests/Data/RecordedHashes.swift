import Foundation
import Topics

/// What the original answered, from `Tests/Fixtures/twined-data/hashes.json`.
struct RecordedHashes {
    let document: JSONValue

    static let all = RecordedHashes()

    init() {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Fixtures/twined-data/hashes.json")
        do {
            document = try JSONValue(parsing: Array(try Data(contentsOf: file)))
        } catch {
            preconditionFailure("\(file.path): \(error)")
        }
    }

    func list(_ name: String) -> [JSONValue] {
        document[name]?.array ?? []
    }

    /// The bytes that the generator of the record makes from a seed.
    static func seeded(_ seed: Int, _ count: Int) -> [UInt8] {
        var state = UInt64(seed)
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(state >> 56)
        }
    }

    /// The content of a file of the record.
    static func content(_ value: JSONValue) -> [UInt8] {
        if let text = value.string { return Array(text.utf8) }
        return seeded(value["seed"]?.integer ?? 0, value["bytes"]?.integer ?? 0)
    }
}
