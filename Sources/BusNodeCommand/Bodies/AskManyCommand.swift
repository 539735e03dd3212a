import BusNode

/// `busnode ask --questions`: asks a question for each line of a file, some of them at a time.
enum AskManyCommand {
    /// Asks, and prints the answers in the order of asking, each as soon as those before it are there.
    static func run(
        _ path: String, _ child: Child, _ context: CommandContext
    ) async throws -> ExitCode {
        let options = try AskCommand.options(context)
        let questions = try read(path)
        let parallel = context.arguments.integer("parallel") ?? 8
        var failures = 0
        try await withThrowingTaskGroup(of: (Int, JSONValue, Bool).self) { group in
            var waiting: [Int: (JSONValue, Bool)] = [:]
            var (asked, printed) = (0, 0)
            while printed < questions.count {
                while asked < questions.count, asked - printed - waiting.count < parallel {
                    let (place, question) = (asked, questions[asked])
                    group.addTask { await answer(question, place, child, options) }
                    asked += 1
                }
                guard let (place, line, isAnswered) = try await group.next() else { break }
                waiting[place] = (line, isAnswered)
                while let (line, isAnswered) = waiting.removeValue(forKey: printed) {
                    if !isAnswered { failures += 1 }
                    try await context.output.text(line.text() + "\n")
                    printed += 1
                }
                await context.output.status("\(printed) of \(questions.count) answered")
            }
        }
        await context.output.endStatus()
        return failures == 0 ? .done : .exception
    }

    private struct Asked: Sendable {
        let id: JSONValue
        let values: JSONValue
    }

    private static func answer(
        _ question: Asked, _ place: Int, _ child: Child, _ options: Child.Options
    ) async -> (Int, JSONValue, Bool) {
        do throws(NodeError) {
            let body = try await child.body(question.values, options)
            let answer = try await child.outcome(ofBody: body, options).result.get()
            var line: JSONObject = ["id": question.id, "output_values": try answer.json()]
            line["output_manifest"] = try answer.manifestJSON("output_manifest")
            return (place, .object(line), true)
        } catch {
            return (
                place,
                [
                    "id": question.id,
                    "error": ["code": .string(error.code.word), "message": .string(error.message)],
                ], false
            )
        }
    }

    private static func read(_ path: String) throws(CommandFailure) -> [Asked] {
        let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
        var questions: [Asked] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            do {
                let value = try JSONValue(parsing: String(line))
                guard let values = value["values"] else {
                    throw CommandFailure(
                        .badData, "\(path), line \(number + 1): the member \"values\" is missing")
                }
                questions.append(Asked(id: value["id"] ?? JSONValue(number + 1), values: values))
            } catch let failure as CommandFailure {
                throw failure
            } catch {
                throw CommandFailure(.badData, "\(path), line \(number + 1): \(error)")
            }
        }
        return questions
    }
}
