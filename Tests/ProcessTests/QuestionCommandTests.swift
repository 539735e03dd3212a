import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// Commands of `busnode` that look at questions, record them and ask them again.
@Suite(.timeLimit(.minutes(1)))
struct `A question on the command line` {
    private static let revision = "test/echo:1.0.0"

    @Test func `is shown with its events, and as JSON`() async throws {
        try await withService { bus in
            let question = try await asked(#"{"n": 1}"#, on: bus)
            let show = try bus.command("question", question, "--wait")
            #expect(try await show.status() == 0, "\(show.errors)")
            let lines = show.output.split(separator: "\n").map(String.init)
            #expect(lines.count == 5, "\(show.output)")
            #expect(lines.first?.hasPrefix("test/echo:1.0.0  question \(question)") == true)
            #expect(lines.dropFirst().first?.contains("answered after") == true)
            let json = try bus.command("question", question, "--json")
            #expect(try await json.status() == 0)
            let value = try JSONValue(parsing: json.output)
            #expect(value["state"] == "result")
            #expect(value["attempts"] == 1)
            #expect(value["events"]?.array?.count == 3)
            #expect(value["input"]?["input_values"] == ["n": 1])
        }
    }

    @Test func `is asked again by its identifier`() async throws {
        try await withService { bus in
            let question = try await asked(#"{"n": 7}"#, on: bus)
            let again = try bus.command("reask", question)
            #expect(try await again.status() == 0, "\(again.errors)")
            #expect(again.output == #"{"n":7}"# + "\n")
            let other = try bus.command("reask", question, "--of", "test/echo:9.0.0")
            #expect(try await other.status() == 3, "\(other.errors)")
        }
    }

    @Test func `is recorded, and replayed without a bus`() async throws {
        try await withService { bus in
            let file = bus.folder.file("recorded.json")
            let ask = try bus.command("ask", Self.revision, #"{"n": 2}"#, "--record", file)
            #expect(try await ask.status() == 0, "\(ask.errors)")
            let replay = try Program(BuiltProgram.busnode, ["replay", file, "--validate"])
            #expect(try await replay.status() == 0, "\(replay.errors)")
            #expect(replay.output == ask.output)
            #expect(!replay.errors.contains("left out"))
        }
    }

    @Test func `that failed fails again when it is replayed, from a file or the bus`() async throws
    {
        try await withService { bus in
            let file = bus.folder.file("recorded.json")
            let ask = try bus.command(
                "ask", Self.revision, #"{"fail": "as asked"}"#, "--record", file)
            #expect(try await ask.status() == 1)
            let replay = try bus.command("replay", file)
            #expect(try await replay.status() == 1)
            #expect(replay.errors.contains("as asked"))
            let recording = try JSONValue(parsing: bus.folder.bytes(of: "recorded.json"))
            let question = recording[0]?["attributes"]?["question_uuid"]?.string ?? ""
            let again = try bus.command("replay", question)
            #expect(try await again.status() == 1)
        }
    }

    @Test func `is asked again when it fails, as often as --retries says`() async throws {
        try await withService { bus in
            let file = bus.folder.file("recorded.json")
            let ask = try bus.command(
                "ask", Self.revision, #"{"fail": "always"}"#, "--retries", "1", "--record", file)
            #expect(try await ask.status() == 1)
            #expect(ask.errors.contains("retry 1 in 1s"), "\(ask.errors)")
            let recording = try JSONValue(parsing: bus.folder.bytes(of: "recorded.json"))
            #expect(recording[0]?["attributes"]?["retry_count"] == "1")
        }
    }

    @Test func `carries the children of --children, each checked`() async throws {
        let bus = try await TestBus()
        let serve = try bus.command(
            "serve", "test/seen:1.0.0", "--", "/bin/sh", "-c",
            #"read line; printf '{"kind":"result","output_values":%s}\n' "$line""#)
        try await Node.with(bus.address, as: "tester") { node in
            try await bus.serving("test/seen:1.0.0#1", by: node)
        }
        for (children, status) in [
            (#"{"wind": "site/wind:2.0.0"}"#, 0), (#"{"wind": "nothing"}"#, 65), ("{", 65),
        ] as [(String, Int32)] {
            let ask = try bus.command("ask", "test/seen:1.0.0", "1", "--children", children)
            #expect(try await ask.status() == status, "\(ask.errors)")
            guard status == 0 else { continue }
            let seen = try JSONValue(parsing: ask.output)["children"]
            #expect(seen == [["key": "wind", "id": "site/wind:2.0.0"]])
        }
        serve.terminate()
        #expect(try await serve.status() == 0, "\(serve.errors)")
        #expect(try await bus.stop() == 0)
    }

    @Test func `has events that can be left out by kind, and of many the newest`() async throws {
        try await withService { bus in
            let question = try await asked("3", on: bus)
            let wait = try bus.command("question", question, "--wait")
            #expect(try await wait.status() == 0)
            let events = try bus.command(
                "events", "--question", question, "--exclude-kinds", "question,result", "--json")
            #expect(try await events.status() == 0, "\(events.errors)")
            #expect(events.output.split(separator: "\n").count == 2)
            let newest = try bus.command("events", "--question", question, "--limit", "1")
            #expect(try await newest.status() == 0)
            #expect(newest.output.contains("result  3"), "\(newest.output)")
        }
    }

    private func asked(_ values: String, on bus: TestBus) async throws -> String {
        let ask = try bus.command("ask", Self.revision, values, "--no-wait")
        #expect(try await ask.status() == 0, "\(ask.errors)")
        return ask.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func withService(_ body: (TestBus) async throws -> Void) async throws {
        let bus = try await TestBus()
        let service = try bus.echo(Self.revision)
        try await Node.with(bus.address, as: "tester") { node in
            try await bus.serving("echo", by: node)
        }
        try await body(bus)
        service.terminate()
        #expect(try await service.status() == 0, "\(service.errors)")
        #expect(try await bus.stop() == 0)
    }
}
