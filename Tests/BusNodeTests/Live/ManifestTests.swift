import BusNode
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ManifestTests {
    private let revision = "met/clean:1.0.0"
    private let folder: TemporaryFolder
    private let roots: AllowedRoots

    init() throws {
        folder = try TemporaryFolder()
        for name in ["in", "in/met", "out", "private"] {
            try FileManager.default.createDirectory(
                atPath: folder.file(name), withIntermediateDirectories: true)
        }
        try folder.write(Array("a,b\n".utf8), to: "in/met/a.csv")
        try folder.write(Array("c\n".utf8), to: "in/met/b.csv")
        try folder.write(Array("key".utf8), to: "private/key")
        roots = try AllowedRoots([folder.file("in"), folder.file("out")])
    }

    /// Answers with all input files in one output file.
    private func clean(_ question: IncomingQuestion) async throws -> Answer<[String: Int]> {
        let input = try await question.inputManifest(under: roots).dataset("met")
        var all: [UInt8] = []
        for file in try input.files.ordered(by: "name") { all += try file.bytes() }
        let place = folder.file("out/cleaned")
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try folder.write(all, to: "out/cleaned/all.csv")
        let file = try Datafile(path: "\(place)/all.csv", labels: DataLabels(["cleaned"]))
        try file.updateMetadata()
        return Answer(["bytes": all.count], manifest: try Manifest(folders: ["cleaned": place]))
    }

    @Test func `datasets go to a child and come back, verified on both sides`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) {
                try await clean($0)
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let manifest = try Manifest(folders: ["met": folder.file("in/met")])
                    let body = try await node.child(revision).ask(1, manifest: manifest).answer()
                    #expect(try body.values(as: [String: Int].self) == ["bytes": 6])
                    let output = try #require(try body.outputManifest(under: roots))
                    let file = try output.dataset("cleaned").file(labelled: "cleaned")
                    #expect(try file.bytes() == Array("a,b\nc\n".utf8))
                    #expect(file.expectedSize == 6 && file.expectedHash != nil)
                    try folder.write(Array("A,b\nc\n".utf8), to: "out/cleaned/all.csv")
                    let error = #expect(throws: NodeError.self) {
                        try body.outputManifest(under: roots)
                    }
                    #expect(error?.message.contains("and its manifest says") == true)
                    #expect(try body.outputManifest(under: roots, verifies: false) != nil)
                }
            }
        }
    }

    @Test func `a question has only the members that there are`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { question -> [String] in
                let text = String(decoding: question.body.payload.bytes, as: UTF8.self)
                let keys = try JSONValue(parsing: text).object?.keys ?? []
                return keys + (question.hasInputManifest ? ["has"] : [])
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let child = try node.child(revision)
                    let manifest = Manifest([:])
                    let alone = try await child.ask(manifest: manifest).answer()
                    #expect(
                        try alone.values(as: [String].self) == ["kind", "input_manifest", "has"])
                    let both = try await child.ask("x", manifest: manifest).answer()
                    #expect(
                        try both.values(as: [String].self)
                            == ["kind", "input_values", "input_manifest", "has"])
                    let values = try await child.ask("x").answer()
                    #expect(try values.values(as: [String].self) == ["kind", "input_values"])
                    #expect(try values.outputManifest(under: roots) == nil)
                }
            }
        }
    }

    @Test func `an answer can be of datasets alone`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { _ in
                Answer(manifest: Manifest([:]))
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let body = try await node.child(revision).ask(1).answer()
                    let json = try JSONValue(parsing: body.payload.bytes)
                    #expect(json.object?.keys == ["kind", "output_manifest"])
                    #expect(try body.json() == .null)
                }
            }
        }
    }

    @Test(arguments: ["private", "in/../private", "private/key"])
    func `a manifest that leads out of the roots is an exception of the child`(
        path: String
    ) async throws {
        try await expectRefusal(
            of: ["datasets": ["met": ["files": [.string("\(folder.path)/\(path)")]]]],
            "outside the allowed folders")
    }

    @Test func `files that are missing or changed are an exception of the child`() async throws {
        try await expectRefusal(of: ["datasets": ["met": "none"]], "No such file")
        try await expectRefusal(
            of: ["datasets": ["met": ["files": [["path": "met/a.csv", "hash": "AAAAAA=="]]]]],
            "and its manifest says AAAAAA==")
        try await expectRefusal(of: "/etc/hostname", "a manifest is an object, not a string")
        try await expectRefusal(of: .null, "the question has no input_manifest")
    }

    private func expectRefusal(of manifest: JSONValue, _ text: String) async throws {
        let body: JSONValue = ["kind": "question", "input_manifest": manifest]
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) {
                try await clean($0)
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let child = try node.child(revision)
                    let error = await #expect(throws: NodeError.self) {
                        try await child.ask(body: Payload(body.bytes())).answer()
                    }
                    #expect(error?.code == .exception)
                    #expect(error?.exception?.type == "InvalidManifestContents")
                    #expect(error?.exception?.message.contains(text) == true)
                }
            }
        }
    }

    @Test func `a parent's own manifest is refused before it is sent when a file is missing`()
        async throws
    {
        let manifest = Manifest([
            "met": try Dataset(files: [Datafile(path: folder.file("none"))], path: folder.path)
        ])
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "parent") { node in
                let error = await #expect(throws: NodeError.self) {
                    try await node.child(revision).ask(manifest: manifest)
                }
                #expect(error?.code == .badValues)
            }
        }
    }
}
