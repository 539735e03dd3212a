import BusNode
import Foundation
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DiagnosticsTests {
    private let parent = "site/conditions:1.0.0"

    /// The service: it asks its child twice, and fails for what is negative in all.
    @Sendable private static func conditions(_ question: IncomingQuestion) async throws -> Int {
        let value = try question.values(as: Int.self)
        let wind = try question.children["wind"]
        let first = try await wind.answer(to: value, as: Int.self)
        let sum = try await first + wind.answer(to: value + 1, as: Int.self)
        guard sum >= 0 else { throw RemoteException(type: "Below", message: "\(sum)") }
        return sum
    }

    private func serving(
        keepingIn folder: String, _ body: (Node) async throws -> Void
    ) async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving("site/wind:1.0.0", on: bus) { question in
                try question.values(as: Int.self) * 10
            } _: {
                var settings = Service.Settings()
                settings.children = try Children(["wind": "site/wind:1.0.0"])
                settings.diagnostics = DiagnosticsSettings(folder: folder)
                settings.diagnostics?.configurationValues = ["height": 80]
                try await LiveBus.serving(
                    parent, on: bus, settings: settings, answer: Self.conditions
                ) {
                    try await Node.with(bus, as: "asker", body)
                }
            }
        }
    }

    @Test(arguments: SaveDiagnostics.allCases, [3, -3])
    func `a question is kept when it says so, or when it fails`(
        mode: SaveDiagnostics, value: Int
    ) async throws {
        let folder = try TemporaryFolder()
        try await serving(keepingIn: folder.file("kept")) { node in
            var options = Child.Options()
            options.saveDiagnostics = mode
            let outcome = await (try node.child(parent)).outcome(of: value, as: Int.self, options)
            #expect(outcome.answer == (value < 0 ? nil : 70))
            let isKept = mode == .on || mode == .onCrash && value < 0
            #expect(folder.has("kept/\(outcome.question)") == isKept)
            guard isKept else { return }
            let kept = try Diagnosis(reading: folder.file("kept/\(outcome.question)"))
            #expect(kept.inputValues == JSONValue(value))
            #expect(kept.configurationValues == ["height": 80])
            #expect(kept.questions.map(\.key) == ["wind", "wind"])
            #expect(kept.questions.map(\.id) == ["site/wind:1.0.0", "site/wind:1.0.0"])
        }
    }

    @Test func `a question is run again from its folder with emulated children`() async throws {
        let folder = try TemporaryFolder()
        try await serving(keepingIn: folder.path) { node in
            var options = Child.Options()
            options.saveDiagnostics = .on
            options.id = .random()
            let answer = try await node.child(parent).answer(to: 3, as: Int.self, options)
            let id = try #require(options.id)
            let kept = try Diagnosis(reading: folder.file("\(id)"))
            let again = try await ChildEmulator.with(kept.emulated) { bus, children in
                var settings = Service.Settings()
                settings.children = children
                let service = try Service(parent, bus: bus, settings: settings)
                return try await Self.answer(of: service, to: kept.inputValues)
            }
            #expect(again == answer)
        }
    }

    @Test func `questions at one time are kept apart`() async throws {
        let folder = try TemporaryFolder()
        try await serving(keepingIn: folder.path) { node in
            var options = Child.Options()
            options.saveDiagnostics = .on
            let outcomes = await (try node.child(parent)).outcomes(
                of: (0..<20).map { Inquiry($0) }, as: Int.self, options)
            for (value, outcome) in outcomes.enumerated() {
                let kept = try Diagnosis(reading: folder.file("\(outcome.question)"))
                #expect(kept.inputValues == JSONValue(value))
                #expect(
                    kept.questions.map { $0.recording.events.first?.event["input_values"] }
                        == [JSONValue(value), JSONValue(value + 1)])
            }
        }
    }

    @Test func `a folder that cannot be written costs no answer`() async throws {
        let folder = try TemporaryFolder()
        try folder.write([], to: "file")
        try await serving(keepingIn: folder.file("file")) { node in
            var options = Child.Options()
            options.saveDiagnostics = .on
            let answer = try await node.child(parent).answer(to: 1, as: Int.self, options)
            #expect(answer == 30)
        }
    }

    @Test func `datasets below the allowed folders are copied, and named where they are now`()
        throws
    {
        let folder = try TemporaryFolder()
        try LocalFiles.make("met", in: folder, ["a.csv": "1,2"])
        var diagnosis = Diagnosis(
            QuestionTree(
                question: Question(
                    id: .random(), event: .random(), asked: Timestamp(microseconds: 0),
                    parent: .local, recipient: .local, softwareVersion: "1"),
                body: EventBody(
                    payload: Payload(
                        #"{"kind":"question","input_manifest":{"id":"1","datasets":"#
                            + #"{"../met":{"path":"\#(folder.file("met"))"},"far":"gs://b/c"}}}"#),
                    contentType: "application/json"), events: [], children: []))
        diagnosis.configurationManifest = ["datasets": ["met": .string(folder.file("met"))]]
        try diagnosis.write(to: folder.file("kept"))
        #expect(!folder.has("kept/input_manifest_datasets"))
        try LocalFiles.make("elsewhere", in: folder, [:])
        let elsewhere = try AllowedRoots([folder.file("elsewhere")])
        try diagnosis.write(to: folder.file("kept"), copyingFrom: elsewhere)
        #expect(!folder.has("kept/input_manifest_datasets"))
        try diagnosis.write(
            to: folder.file("kept"), copyingFrom: try AllowedRoots([folder.path]))
        #expect(folder.has("kept/input_manifest_datasets/dataset-0/a.csv"))
        #expect(folder.has("kept/configuration_manifest_datasets/met/a.csv"))
        let kept = try Diagnosis(reading: folder.file("kept"))
        let datasets = kept.inputManifest?["datasets"]
        #expect(
            datasets?["../met"]?["path"]
                == .string(folder.file("kept/input_manifest_datasets/dataset-0")))
        #expect(datasets?["far"] == "gs://b/c")
    }

    private static func answer(of service: Service, to values: JSONValue?) async throws -> Int {
        var answer: Int?
        try await LiveBus.serving(
            service.revision.description, on: service.bus, settings: service.settings,
            answer: conditions
        ) {
            try await Node.with(service.bus, as: "asker") { node in
                answer = try await node.child(service.revision.description)
                    .answer(to: values ?? .null, as: Int.self)
            }
        }
        return try #require(answer)
    }
}

/// Folders with files in them.
private enum LocalFiles {
    static func make(
        _ name: String, in folder: TemporaryFolder, _ files: [String: String]
    ) throws {
        try FileManager.default.createDirectory(
            atPath: folder.file(name), withIntermediateDirectories: true)
        for (file, text) in files { try folder.write(Array(text.utf8), to: "\(name)/\(file)") }
    }
}
