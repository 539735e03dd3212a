import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct InitTests {
    @Test func `a new service in Python answers at once`() async throws {
        let bus = try await TestBus()
        let folder = bus.folder.file("adder")
        let make = try bus.command("init", "my-org/adder", "--folder", folder)
        #expect(try await make.status() == 0, "\(make.errors)")
        let serve = try bus.command(
            "serve", "--twined", folder, "--revision-tag", "0.1.0")
        try await Node.with(bus.address, as: "tester") { node in
            try await bus.serving("my-org/adder:0.1.0#1", by: node)
            let child = try node.child("my-org/adder:0.1.0")
            let answer = try await child.answer(
                to: ["numbers": [1, 2, 3]] as JSONValue, as: [String: Int].self)
            #expect(answer == ["sum": 6])
            let outcome = await child.outcome(of: [:] as JSONValue, as: JSONValue.self)
            #expect(outcome.result.failure?.kind == "InvalidValuesContents")
        }
        serve.terminate()
        #expect(try await serve.status() == 0, "\(serve.errors)")
        #expect(try await bus.stop() == 0)
    }

    @Test(arguments: ["python", "swift"])
    func `a new service has what Twined needs, and a README`(language: String) async throws {
        let folder = try TemporaryFolder()
        let make = try Program(
            BuiltProgram.busnode,
            [
                "init", "my-org/wind-speed", "--language", language, "--folder",
                folder.file("wind"), "--json",
            ])
        #expect(try await make.status() == 0, "\(make.errors)")
        let files = try JSONValue(parsing: make.output)["files"]?.array?.compactMap(\.string)
        let needed: Set<String> =
            language == "swift"
            ? ["Package.swift", "Sources/wind-speed/WindSpeed.swift"] : ["app.py"]
        let common = ["twine.json", "octue.yaml", "README.md", "topology/local.json", ".gitignore"]
        #expect(Set(files ?? []) == needed.union(common))
        let check = try Program(
            BuiltProgram.busnode, ["check", folder.file("wind/topology/local.json")])
        #expect(try await check.status() == 0, "\(check.errors)")
        let twine = try JSONValue(parsing: folder.bytes(of: "wind/twine.json"))
        #expect(twine["input_values_schema"]?["required"] == ["numbers"])
        let yaml = String(decoding: try folder.bytes(of: "wind/octue.yaml"), as: UTF8.self)
        #expect(yaml.contains("    name: wind-speed\n"))
    }

    @Test func `the namespace of the built-in examples is refused`() async throws {
        let folder = try TemporaryFolder()
        let make = try Program(
            BuiltProgram.busnode, ["init", "example/adder", "--folder", folder.file("adder")])
        #expect(try await make.status() == 65)
        #expect(make.errors.contains("\"example\""))
        #expect(!folder.has("adder"))
    }

    @Test func `nothing is written over`() async throws {
        let folder = try TemporaryFolder()
        try folder.write([1], to: "app.py")
        let make = try Program(
            BuiltProgram.busnode, ["init", "my-org/adder", "--folder", folder.path])
        #expect(try await make.status() == 65)
        #expect(try folder.bytes(of: "app.py") == [1])
        #expect(!folder.has("twine.json"))
    }
}

extension Result {
    /// Why there is no success.
    fileprivate var failure: Failure? {
        guard case .failure(let failure) = self else { return nil }
        return failure
    }
}
