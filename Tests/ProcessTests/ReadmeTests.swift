import BusNode
import Foundation
import ProcessSupport
import Testing

/// What README.md shows of the command is what the command does.
@Suite struct `The section of the README about messages` {
    private struct Step {
        let line: String
        var output: [String] = []
    }

    @Test(.timeLimit(.minutes(2)))
    func `shows commands that do what it says`() async throws {
        let bus = try await TestBus()
        let folder = (BuiltProgram.busnode as NSString).deletingLastPathComponent
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for step in try Self.steps() {
            let shell = try Program(
                "/bin/sh", ["-c", step.line],
                environment: [
                    "BUSNODE_BUS": bus.address.endpoint, "PATH": "\(folder):\(path)",
                ])
            #expect(try await shell.status() == 0, "\(step.line): \(shell.errors)")
            let output = shell.output.split(separator: "\n", omittingEmptySubsequences: false)
            Self.compare(output.dropLast().map(String.init), with: step)
        }
        #expect(try await bus.stop() == 0)
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

    private static func steps() throws -> [Step] {
        let text = try String(contentsOfFile: BuiltProgram.package + "/README.md", encoding: .utf8)
        let section = try #require(
            text.components(separatedBy: "\n## Messages\n").dropFirst().first)
        let block = try #require(section.components(separatedBy: "```console\n").dropFirst().first)
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
