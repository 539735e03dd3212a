import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// The folder of a Twined service, with `busnode serve --twined` on a bus of a test's own.
final class TwinedService {
    /// Whose modules an app gets.
    enum Modules: String, CaseIterable {
        case octue
        case builtIn = "built-in"
    }

    /// The revision that is served.
    let revision: String
    /// The folder of the service.
    let folder: String
    private let temporary: TemporaryFolder
    private var program: Program?

    /// A service whose app is written here.
    init(_ revision: String, app: String?, twine: JSONValue) throws {
        self.revision = revision
        temporary = try TemporaryFolder()
        folder = temporary.path
        if let app { try temporary.write(Array(app.utf8), to: "app.py") }
        try temporary.write(twine.bytes(), to: "twine.json")
    }

    /// A service that is a template of the package `octue`, as it was installed.
    init(_ revision: String, template: String) throws {
        self.revision = revision
        temporary = try TemporaryFolder()
        folder = temporary.file("service")
        let packages = "\(Self.environment)/lib"
        let python = try #require(
            try FileManager.default.contentsOfDirectory(atPath: packages).first)
        try FileManager.default.copyItem(
            atPath: "\(packages)/\(python)/site-packages/octue/twined/templates/\(template)",
            toPath: folder)
    }

    /// Says how the service is configured, instead of what the template says.
    func configure(_ service: JSONObject) throws {
        var service = service
        let name = try ServiceRevision(revision).service
        service["namespace"] = .string(name.namespace)
        service["name"] = .string(name.name)
        try? FileManager.default.removeItem(atPath: "\(folder)/octue.yaml")
        let file: JSONValue = ["services": [.object(service)]]
        try Data(file.bytes()).write(to: URL(filePath: "\(folder)/octue.json"))
    }

    /// Serves it, and waits until it has its questions.
    func serve(_ bus: TestBus, _ modules: Modules, _ options: String...) async throws {
        let isNamed = FileManager.default.fileExists(atPath: "\(folder)/octue.yaml")
        let tag = "\(try ServiceRevision(revision).tag)"
        let started = try Program(
            BuiltProgram.busnode,
            [
                "serve"
            ] + (isNamed ? ["--revision-tag", tag] : [revision]) + [
                "--twined", folder, "--analysis", modules.rawValue, "--python",
                try Self.python(for: modules),
            ] + options, environment: ["BUSNODE_BUS": bus.address.endpoint])
        program = started
        try await started.wrote("serving \(revision)")
    }

    /// What the service wrote to its log.
    var log: String { program?.errors ?? "" }

    /// Ends it as a fault of the machine would.
    func kill() async throws {
        program?.kill()
        try await program?.end()
    }

    /// Stops it in good order.
    func stop() async throws -> Int32? {
        program?.terminate()
        return try await program?.status()
    }

    /// The environment that `scripts/setup --tests` makes.
    private static let environment = "\(BuiltProgram.package)/.build/twined-venv"

    private static func python(for modules: Modules) throws -> String {
        let prepared = "\(environment)/bin/python"
        guard FileManager.default.isExecutableFile(atPath: prepared) else {
            throw NeverHappened(what: "\(prepared); scripts/setup --tests makes it")
        }
        return prepared
    }
}
