import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// `busnode ask --input-manifest`.
@Suite(.timeLimit(.minutes(1)))
struct `A manifest on the command line` {
    private static let revision = "test/copy:1.0.0"

    @Test func `goes with the question, and the output manifest is printed`() async throws {
        try await withService { bus in
            try bus.folder.write(Array("hello".utf8), to: "a.csv")
            let manifest = #"{"datasets": {"met": {"path": ".", "files": ["a.csv"]}}}"#
            try bus.folder.write(Array(manifest.utf8), to: "manifest.json")
            let ask = try bus.command(
                "ask", Self.revision, "--input-manifest", bus.folder.file("manifest.json"), "--json"
            )
            #expect(try await ask.status() == 0, "\(ask.errors)")
            let answer = try JSONValue(parsing: ask.output)
            let dataset = answer["output_manifest"]?["datasets"]?["met"]
            #expect(dataset?["path"]?.string?.hasSuffix(bus.folder.path) == true)
            #expect(dataset?["files"]?[0]?["hash"] == "mnG7TA==", "\(ask.output)")
            #expect(answer["output_values"] == .null)
            let lines = try bus.command("ask", Self.revision, "-m", #"{"datasets": {}}"#)
            #expect(try await lines.status() == 0, "\(lines.errors)")
            #expect(lines.output.hasSuffix("\"name\":null,\"datasets\":{}}\n"), "\(lines.output)")
        }
    }

    @Test func `is refused with its place when it is wrong`() async throws {
        let bus = try await TestBus()
        let ask = try bus.command(
            "ask", Self.revision, "-m", #"{"datasets": {"met": {"files": ["/no/file"]}}}"#)
        #expect(try await ask.status() == 65)
        #expect(ask.errors.contains("/no/file"), "\(ask.errors)")
        let cloud = try bus.command(
            "ask", Self.revision, "-m", #"{"datasets": {"met": "gs://bucket/met"}}"#)
        #expect(try await cloud.status() == 65)
        #expect(cloud.errors.contains("/datasets/met of the manifest"), "\(cloud.errors)")
        #expect(try await bus.stop() == 0)
    }

    /// Calls `body` while a service answers with the manifest that it is asked with.
    private func withService(_ body: (TestBus) async throws -> Void) async throws {
        let bus = try await TestBus()
        let script = #"""
            read -r q; echo "$q" | sed 's/.*"input_manifest":\(.*\)}$/{"kind":"result","output_manifest":\1}/'
            """#
        let service = try bus.command("serve", Self.revision, "--", "/bin/sh", "-c", script)
        _ = try await eventually("the service serves") {
            service.errors.contains("serving \(Self.revision)") ? () : nil
        }
        try await body(bus)
        service.terminate()
        #expect(try await service.status() == 0, "\(service.errors)")
        #expect(try await bus.stop() == 0)
    }
}
