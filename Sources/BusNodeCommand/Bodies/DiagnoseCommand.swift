import BusNode

/// `busnode diagnose`: collects what is needed to run a question again elsewhere.
enum DiagnoseCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        guard let question = context.arguments.question("QUESTION") else {
            throw CommandFailure(.usage, "QUESTION is missing")
        }
        return try await BusLocation.withNode(context) { node in
            let diagnosis = Diagnosis(try await node.tree(of: question))
            guard let folder = context.arguments.text("output") else {
                try await context.output.text(diagnosis.json.text(.pretty) + "\n")
                return .done
            }
            try FileBytes.makeFolder(folder)
            let path = "\(folder)/\(question)"
            do throws(NodeError) {
                let copies = context.arguments.flag("copy-datasets")
                try diagnosis.write(to: path, copyingFrom: copies ? .anywhere : nil)
            } catch {
                throw CommandFailure(.badData, error.message)
            }
            try await context.output.result([path], json: ["folder": .string(path)])
            return .done
        }
    }
}
