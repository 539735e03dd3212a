import Foundation
import Topics

/// The cases of the public YAML test suite, as `Tests/Fixtures/yaml/README.md` says.
struct YAMLSuite {
    let cases: [Case]

    struct Case: CustomStringConvertible {
        let name: String
        let yaml: [UInt8]
        /// What the text means; nil where it means nothing that JSON can hold, or more than one thing.
        let expected: JSONValue?
        let hasToFail: Bool

        var description: String { name }
    }

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Fixtures/yaml/cases.json")
        let value = try JSONValue(parsing: Array(try Data(contentsOf: file)))
        cases = (value.array ?? []).compactMap { member in
            guard let name = member["name"]?.string, let yaml = member["yaml"]?.string else {
                return nil
            }
            return Case(
                name: name, yaml: Array(yaml.utf8), expected: member["json"],
                hasToFail: member["fail"]?.bool ?? false)
        }
    }
}
