import Foundation
import Testing
import Topics
import Twined

/// The official cases of JSON Schema, read where they lie.
enum SchemaSuite {
    private static let folder = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../Fixtures/json-schema").standardizedFileURL

    /// What a run has shown.
    struct Outcome: Equatable {
        var passed = 0
        var total = 0
        var failures: [String] = []
    }

    /// The documents that the cases refer to, at their addresses.
    private static func documents() throws -> SchemaDocuments {
        var documents = SchemaDocuments.bundled
        let remotes = folder.appendingPathComponent("remotes")
        for file in try files(in: remotes) {
            let path = file.path.dropFirst(remotes.path.count)
            documents.add(try read(file), at: "http://localhost:1234" + path)
        }
        return documents
    }

    /// Runs the files of a folder, but not those of the folders in it.
    static func run(
        _ path: String, assertsFormat: Bool = false
    ) throws -> Outcome {
        let isOld = path.hasPrefix("draft7")
        let documents = try documents()
        var outcome = Outcome()
        for file in try files(in: folder.appendingPathComponent(path), deep: false) {
            let name = file.lastPathComponent
            for group in try #require(try read(file).array) {
                try run(group, of: name, isOld, documents, assertsFormat, &outcome)
            }
        }
        return outcome
    }

    private static func run(
        _ group: JSONValue, of file: String, _ isOld: Bool, _ documents: SchemaDocuments,
        _ assertsFormat: Bool, _ outcome: inout Outcome
    ) throws {
        var document = try #require(group["schema"])
        // The suite says by its folders what the draft is; we are told by `$schema`.
        if isOld, case .object(var object) = document, !object.contains("$schema") {
            object["$schema"] = "http://json-schema.org/draft-07/schema#"
            document = .object(object)
        }
        let tests = try #require(group["tests"]?.array)
        outcome.total += tests.count
        let name = "\(file): \(group["description"]?.string ?? "")"
        let schema: JSONSchema
        do {
            schema = try JSONSchema(document, documents: documents, assertsFormat: assertsFormat)
        } catch {
            outcome.failures.append("\(name): \(error)")
            return
        }
        for test in tests {
            let data = try #require(test["data"])
            let isValid = test["valid"] == true
            let violations = schema.violations(of: data)
            if violations.isEmpty == isValid && schema.accepts(data) == isValid {
                outcome.passed += 1
            } else {
                let description = test["description"]?.string ?? ""
                outcome.failures.append("\(name): \(description) \(violations)")
            }
        }
    }

    private static func read(_ file: URL) throws -> JSONValue {
        try JSONValue(parsing: Array(Data(contentsOf: file)))
    }

    private static func files(in folder: URL, deep: Bool = true) throws -> [URL] {
        let names =
            deep
            ? try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            : try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return names.filter { $0.hasSuffix(".json") }.sorted()
            .map { folder.appendingPathComponent($0) }
    }
}
