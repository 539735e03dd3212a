import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DiagnoseTests {
    private static let parent = "site/conditions:1.0.0"

    /// The service that is looked into: it asks its child for a factor.
    @Sendable private static func answer(_ question: IncomingQuestion) async throws -> Int {
        let factor = try await question.children["wind"].answer(to: "factor", as: Int.self)
        return try question.values(as: Int.self) * factor
    }

    @Test func `a question is run again elsewhere from what was collected of it`() async throws {
        let bus = try await TestBus()
        let child = ChildEmulator("site/wind:1.0.0", answering: 5)
        let children = try Children(["wind": "site/wind:1.0.0"])
        let question = try await child.run(on: bus.address) {
            try await Self.asking(3, on: bus.address, children) { id, answer in
                #expect(answer == 15)
                return id
            }
        }
        let diagnose = try bus.command(
            "diagnose", "\(question)", "--output", bus.folder.file("kept"))
        #expect(try await diagnose.status() == 0, "\(diagnose.errors)")
        let json = try bus.command("diagnose", "\(question)")
        #expect(try await json.status() == 0, "\(json.errors)")
        let all = try JSONValue(parsing: json.output)
        #expect(all["question"]?["revision"] == .string(Self.parent))
        #expect(all["question"]?["attempts"] == 1)
        #expect(try await bus.stop() == 0)

        let kept = try Diagnosis(reading: bus.folder.file("kept/\(question)"))
        let values = try #require(kept.inputValues?.integer)
        let again = try await ChildEmulator.with(kept.emulated) { bus, children in
            try await Self.asking(values, on: bus, children) { $1 }
        }
        #expect(again == 15)
    }

    @Test func `a served program keeps its failures in the folder of --diagnostics`() async throws {
        let bus = try await TestBus()
        let serve = try bus.command(
            "serve", "test/fail:1.0.0", "--diagnostics", bus.folder.file("kept"), "--",
            "/bin/sh", "-c", "cat > /dev/null; exit 3")
        try await Node.with(bus.address, as: "tester") { node in
            try await bus.serving("test/fail:1.0.0#1", by: node)
            let outcome = await (try node.child("test/fail:1.0.0")).outcome(of: 7, as: Int.self)
            #expect(outcome.answer == nil)
            let kept = try Diagnosis(reading: bus.folder.file("kept/\(outcome.question)"))
            #expect(kept.inputValues == 7)
        }
        serve.terminate()
        #expect(try await serve.status() == 0, "\(serve.errors)")
        #expect(try await bus.stop() == 0)
    }

    /// Asks the service, which runs meanwhile.
    private static func asking<Result: Sendable>(
        _ values: Int, on bus: BusAddress, _ children: Children,
        _ body: (QuestionID, Int) throws -> Result
    ) async throws -> Result {
        var settings = Service.Settings()
        settings.registers = false
        settings.children = children
        let service = try Service(parent, bus: bus, settings: settings)
        let (stop, isStopped) = AsyncStream.makeStream(of: Void.self)
        let (ready, isReady) = AsyncStream.makeStream(of: Void.self)
        async let running: Void = service.run(
            answering: answer, onReady: { isReady.finish() }, until: { for await _ in stop {} })
        for await _ in ready {}
        let outcome = try await Node.with(bus, as: "asker") { node in
            await (try node.child(parent)).outcome(of: values, as: Int.self)
        }
        isStopped.finish()
        try await running
        return try body(outcome.question, outcome.result.get())
    }
}
