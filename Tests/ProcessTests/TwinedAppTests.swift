import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// Apps in Python as services, and what becomes of them when they fail.
@Suite(.timeLimit(.minutes(3))) struct `An app in Python` {
    private static let app = """
        import ctypes, os, sys, time
        class App:
            def __init__(self, analysis):
                self.analysis = analysis
            def run(self):
                analysis = self.analysis
                what = analysis.input_values["what"]
                values = {
                    "process": lambda: os.getpid(),
                    "zero": lambda: 0,
                    "set": lambda: {"is": analysis.input_values["of"] == {1, 2}, "set": {2, 1}},
                    "nan": lambda: {"a": [1, float("nan")]},
                    "crash": lambda: ctypes.string_at(0),
                    "exit": lambda: os._exit(3),
                    "leave": lambda: sys.exit(4),
                    "hang": lambda: time.sleep(600),
                    "import": lambda: __import__("no_such_module"),
                    "nothing": lambda: None,
                    "wrong": lambda: "text where the twine wants none",
                    "monitor": lambda: analysis.send_monitor_message({"done": 0.5}) or 1,
                    "monitor badly": lambda: analysis.send_monitor_message("half") or 1,
                }
                analysis.output_values = values[what]()
        def run(analysis):
            raise AssertionError("the class wins")
        """
    private static let twine: JSONValue = [
        "input_values_schema": ["required": ["what"]],
        "output_values_schema": ["not": ["type": "string"]],
        "monitor_message_schema": ["type": "object"],
    ]

    @Test(arguments: TwinedService.Modules.allCases)
    func `says why it fails, and goes on`(modules: TwinedService.Modules) async throws {
        let bus = try await TestBus()
        let service = try TwinedService("test/app:1.0.0", app: Self.app, twine: Self.twine)
        try await service.serve(bus, modules, "--concurrency", "2")
        try await Node.with(bus.address, as: "asker") { node in
            let child = try node.child(service.revision)
            for (what, type, words) in [
                ("crash", "AppCrashed", "signal 11"), ("exit", "AppCrashed", "exit status 3"),
                ("leave", "SystemExit", "ended itself with 4"),
                ("nan", "ValueError", "/a/1 is nan"),
                ("import", "ModuleNotFoundError", "no_such_module"),
                ("nothing", "TwineValueException", "output_values"),
                ("wrong", "InvalidValuesContents", "not"),
                ("monitor badly", "InvalidMonitorMessage", "half"),
            ] {
                let failure = await failure(of: child, ["what": .string(what)])
                #expect(failure?.type == type, "\(what): \(String(describing: failure))")
                #expect(failure?.message.contains(words) == true, "\(what)")
                let frames = failure?.traceback ?? []
                #expect(!frames.contains { $0.contains("\"<busnode_worker.main>\", line 1") })
            }
            let refused = await failure(of: child, ["else": 1])
            #expect(refused?.type == "InvalidValuesContents")
            #expect(try await child.answer(to: ["what": "zero"] as JSONValue) == 0 as JSONValue)
            let set: JSONValue = ["_type": "set", "items": [1, 2]]
            let answer: JSONValue = try await child.answer(
                to: ["what": "set", "of": set] as JSONValue)
            #expect(answer == ["is": true, "set": set])
        }
        #expect(try await service.stop() == 0)
    }

    @Test func `is served by many processes, whichever are ready first`() async throws {
        let bus = try await TestBus()
        let service = try TwinedService("test/app:1.0.0", app: Self.app, twine: Self.twine)
        for _ in 0..<5 {
            try await service.serve(bus, .builtIn, "--concurrency", "6")
            #expect(try await service.stop() == 0)
        }
    }

    @Test func `is ended with its question, and another process takes its place`() async throws {
        let bus = try await TestBus()
        let service = try TwinedService("test/app:1.0.0", app: Self.app, twine: Self.twine)
        try await service.serve(bus, .builtIn)
        try await Node.with(bus.address, as: "asker") { node in
            let child = try node.child(service.revision)
            let question: JSONValue = ["what": "process"]
            let first: Int = try await child.answer(to: question)
            #expect(try await child.answer(to: question) == first)
            await #expect(throws: NodeError.self) {
                let options = Child.Options(timeout: .milliseconds(500))
                let _: JSONValue = try await child.answer(
                    to: ["what": "hang"] as JSONValue, options)
            }
            let second: Int = try await child.answer(to: question)
            #expect(second != first)
            try await eventually("the end of process \(first)") {
                try await TestTopology.isRunning(Int32(first)) ? nil : ()
            }
        }
    }

    @Test func `does not outlive its node, whatever either of them does`() async throws {
        let bus = try await TestBus()
        let service = try TwinedService("test/app:1.0.0", app: Self.app, twine: Self.twine)
        try await service.serve(bus, .builtIn)
        try await Node.with(bus.address, as: "asker") { node in
            let child = try node.child(service.revision)
            let process: Int = try await child.answer(to: ["what": "process"] as JSONValue)
            _ = try await child.askWithoutWaiting(["what": "hang"] as JSONValue)
            try await service.kill()
            try await eventually("the end of process \(process)") {
                try await TestTopology.isRunning(Int32(process)) ? nil : ()
            }
        }
    }

    @Test func `is not served without an interpreter that runs`() async throws {
        let bus = try await TestBus()
        let service = try TwinedService("test/app:1.0.0", app: Self.app, twine: Self.twine)
        for (python, status) in [("/no/python", 3), ("/usr/bin/env", 65)] {
            let program = try bus.command(
                "serve", service.revision, "--twined", service.folder, "--python", python,
                "--concurrency", "3")
            #expect(try await program.status() == Int32(status), "\(program.errors)")
            #expect(program.errors.contains(python))
        }
    }

    @Test func `is ended when it takes longer than it may`() async throws {
        let bus = try await TestBus()
        let service = try TwinedService("test/app:1.0.0", app: Self.app, twine: Self.twine)
        try await service.serve(bus, .builtIn, "--timeout", "500ms")
        try await Node.with(bus.address, as: "asker") { node in
            let child = try node.child(service.revision)
            #expect(await failure(of: child, ["what": "hang"])?.type == "TimeoutError")
            #expect(try await child.answer(to: ["what": "zero"] as JSONValue) == 0 as JSONValue)
        }
    }

    @Test(
        arguments: [
            (nil, "FileNotFoundError", "app.py"),
            ("import no_such_module\n", "ModuleNotFoundError", "no_such_module"),
            ("def walk(analysis):\n    pass\n", "AttributeError", "run"),
            ("def run(analysis:\n", "SyntaxError", "app.py"),
        ] as [(String?, String, String)])
    func `that cannot be entered is an exception for whoever asks`(
        app: String?, type: String, words: String
    ) async throws {
        let bus = try await TestBus()
        let service = try TwinedService("test/app:1.0.0", app: app, twine: [:])
        for modules in TwinedService.Modules.allCases {
            try await service.serve(bus, modules)
            try await Node.with(bus.address, as: "asker") { node in
                let failure = await failure(of: try node.child(service.revision), .null)
                #expect(failure?.type == type)
                #expect(failure?.message.contains(words) == true, "\(String(describing: failure))")
            }
            #expect(try await service.stop() == 0)
        }
    }

    @Test func `is not served without what its twine asks of the environment`() async throws {
        let service = try TwinedService(
            "test/app:1.0.0", app: Self.app, twine: ["credentials": [["name": "A_SECRET"]]])
        let program = try Program(
            BuiltProgram.busnode, ["serve", service.revision, "--twined", service.folder])
        #expect(try await program.status() == 65)
        #expect(program.errors.contains("A_SECRET"))
    }

    @Test func `runs in a topology`() async throws {
        let topology = try TestTopology()
        let service = try TwinedService("test/app:1.0.0", app: Self.app, twine: Self.twine)
        try topology.write([
            ["name": "backbone", "role": "backbone"],
            [
                "name": "app", "role": "service", "revision": .string(service.revision),
                "twined": .string(service.folder), "register": false,
            ],
        ])
        for options in [[], ["--in-process"]] {
            let program = try Program(BuiltProgram.busnode, ["up", topology.path] + options)
            try await program.wrote(" at ")
            try await Node.with(topology.address, as: "asker") { node in
                var options = Child.Options(timeout: .seconds(60))
                options.waitsForService = true
                let child = try node.child(service.revision)
                let answer: JSONValue = try await child.answer(
                    to: ["what": "zero"] as JSONValue, options)
                #expect(answer == 0)
            }
            program.terminate()
            #expect(try await program.status() == 0)
        }
    }

    private func failure(of child: Child, _ values: JSONValue) async -> RemoteException? {
        let options = Child.Options(timeout: .seconds(60))
        let outcome: Outcome<JSONValue> = await child.outcome(of: values, options)
        guard case .failure(let error) = outcome.result else { return nil }
        return error.exception ?? RemoteException(type: "none", message: "\(error)")
    }
}
