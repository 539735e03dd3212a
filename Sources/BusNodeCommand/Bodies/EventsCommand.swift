import BusNode

/// `busnode events`: shows the stored events of questions, and what happens to them next.
enum EventsCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        guard let scope = scope(context) else {
            throw CommandFailure(.usage, "a question is missing")
        }
        return try await BusLocation.withNode(context) { node in
            let questions = inOrder(try await node.questions(scope))
            guard !questions.isEmpty else {
                throw CommandFailure(
                    .notFound, "there is no such question, or it has none of its own")
            }
            let kinds = kinds(context)
            if context.arguments.flag("follow") {
                try await follow(questions, kinds, context, node)
            } else {
                var query = EventQuery(scope, limit: context.arguments.integer("limit") ?? .max)
                query.kinds = kinds
                let records = Dictionary(grouping: try await node.records(query), by: \.question)
                for found in questions {
                    for record in records[found.id] ?? [] {
                        try await show(record, found.depth, context)
                    }
                }
            }
            return .done
        }
    }

    private struct Found: Sendable {
        let id: QuestionID
        /// How many questions lie between it and the root of what is shown.
        let depth: Int
    }

    private static func scope(_ context: CommandContext) -> EventQuery.Scope? {
        let arguments = context.arguments
        return arguments.question("question").map { .question($0) }
            ?? arguments.question("parent").map { .parent($0) }
            ?? arguments.question("originator").map { .originator($0) }
    }

    private static func kinds(_ context: CommandContext) -> Set<EventKind> {
        let wanted = context.arguments.words("kinds").compactMap { EventKind($0) }
        let excluded = context.arguments.words("exclude-kinds").compactMap { EventKind($0) }
        return Set(wanted.isEmpty ? EventKind.allCases : wanted).subtracting(excluded)
    }

    /// The questions, each before those that were asked while it was answered.
    private static func inOrder(_ questions: [ListedQuestion]) -> [Found] {
        let ids = Set(questions.map(\.id))
        let byParent = Dictionary(grouping: questions) { question in
            question.parent.flatMap { ids.contains($0) ? $0 : nil }
        }
        var found: [Found] = []
        var open = (byParent[nil] ?? []).reversed().map { (id: $0.id, depth: 0) }
        while let (id, depth) = open.popLast() {
            found.append(Found(id: id, depth: depth))
            open += (byParent[id] ?? []).reversed().map { (id: $0.id, depth: depth + 1) }
        }
        return found
    }

    private static func follow(
        _ questions: [Found], _ kinds: Set<EventKind>, _ context: CommandContext, _ node: Node
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for found in questions {
                group.addTask {
                    for try await entry in node.history(of: found.id) {
                        let record = EventRecord(entry)
                        guard kinds.contains(record.kind) else { continue }
                        try await show(record, found.depth, context)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func show(
        _ record: EventRecord, _ depth: Int, _ context: CommandContext
    ) async throws {
        let indent = String(repeating: "    ", count: depth)
        let text = EventText(record: record)
        try await context.output.result(
            [indent + (record.kind == .question ? text.title : "  " + text.line)],
            json: record.json)
    }
}
