import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// What README.md shows of the command is what the command does.
@Suite(.timeLimit(.minutes(2))) struct `The README` {
    private struct Step {
        let line: String
        var output: [String] = []
    }

    @Test func `shows what the commands for messages do`() async throws {
        let bus = try await TestBus()
        try await follow(Self.blocks(of: "Messages")[0], on: bus)
        #expect(try await bus.stop() == 0)
    }

    @Test func `shows what an app of Twined needs, and what its parent sees`() async throws {
        let bus = try await TestBus()
        let registry = try bus.command("registry")
        try await registry.wrote("registry ready at ")
        let blocks = try Self.blocks(of: "An app that was written for Twined")
        try await follow(blocks[0], on: bus)
        let serve = try bus.command(
            "serve", "--twined", bus.folder.file("adder"), "--revision-tag", "0.1.0", "--register")
        try await serve.wrote("serving my-org/adder:0.1.0 at ")
        try await follow(blocks[1], on: bus)
        serve.terminate()
        #expect(try await serve.status() == 0, "\(serve.errors)")
        #expect(try await bus.stop() == 0)
    }

    @Test func `shows how a forecast is bought, and what for`() async throws {
        let market = try await TestMarket()
        let folder = market.bus.folder
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("examples"),
            withDestinationPath: BuiltProgram.package + "/examples")
        // What it brings depends on the hours that are known, and so on none having ended meanwhile.
        let hour = Int(Date().timeIntervalSince1970) / 3_600
        let steps = try Self.blocks(of: "A market")[0]
        try await withKnownIssue(isIntermittent: true) {
            try await follow(steps, on: market.bus)
        } matching: { _ in
            Int(Date().timeIntervalSince1970) / 3_600 != hour
        }
        #expect(try await market.stop() == [0, 0, 0])
    }

    /// Runs the lines of a block in the folder of a bus.
    private func follow(_ steps: [Step], on bus: TestBus) async throws {
        let folder = (BuiltProgram.busnode as NSString).deletingLastPathComponent
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for step in steps {
            let shell = try Program(
                "/bin/sh", ["-c", "cd '\(bus.folder.path)' && \(step.line)"],
                environment: [
                    "BUSNODE_BUS": bus.address.endpoint, "PATH": "\(folder):\(path)",
                ])
            let status = try await shell.status()
            if let refusal = step.output.first, refusal.hasPrefix("busnode: ") {
                #expect(status != 0 && shell.errors.contains(refusal), "\(shell.errors)")
                continue
            }
            #expect(status == 0, "\(step.line): \(shell.errors)")
            let output = shell.output.split(separator: "\n", omittingEmptySubsequences: false)
            Self.compare(output.dropLast().map(String.init), with: step)
        }
    }

    /// Each part between lines of dots comes in the output, in order.
    private static func compare(_ output: [String], with step: Step) {
        guard step.output.contains("...") else {
            #expect(output == step.output, "\(step.line)")
            return
        }
        var rest = output[...]
        for part in step.output.split(separator: "...") {
            guard let range = rest.firstRange(of: Array(part)) else {
                Issue.record("\(step.line) wrote \(output), without \(part)")
                return
            }
            rest = rest[range.upperBound...]
        }
    }

    /// The blocks of a section that show a terminal.
    private static func blocks(of title: String) throws -> [[Step]] {
        let text = try String(contentsOfFile: BuiltProgram.package + "/README.md", encoding: .utf8)
        let rest = try #require(text.components(separatedBy: "\n## \(title)\n").dropFirst().first)
        let section = rest.components(separatedBy: "\n## ")[0]
        return section.components(separatedBy: "```console\n").dropFirst().map { block in
            var steps: [Step] = []
            for line in block.components(separatedBy: "\n```")[0].components(separatedBy: "\n") {
                if line.hasPrefix("$ ") {
                    steps.append(Step(line: String(line.dropFirst(2))))
                } else {
                    steps[steps.count - 1].output.append(line)
                }
            }
            return steps
        }
    }
}
