import BusNode

/// `busnode events`: shows the stored events of questions, and what happens to them next.
enum EventsCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        try await BusLocation.withNode(context) { node in
            let questions = try await find(context, node)
            guard !questions.isEmpty else {
                throw CommandFailure(
                    .notFound, "there is no such question, or it has none of its own")
            }
            let kinds = Set(context.arguments.words("kinds"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for found in questions {
                    if context.arguments.flag("follow") {
                        group.addTask { try await show(found, kinds, context, node) }
                    } else {
                        try await show(found, kinds, context, node)
                    }
                }
                try await group.waitForAll()
            }
            return .done
        }
    }

    private struct Found: Sendable {
        let id: QuestionID
        let events: Int
        /// How many questions lie between it and the root of what is shown.
        let depth: Int
    }

    private static func find(_ context: CommandContext, _ node: Node) async throws -> [Found] {
        let names = [
            "question": "question", "parent": "parent_question",
            "originator": "originator_question",
        ]
        for (option, member) in names {
            guard let id = context.arguments.question(option) else { continue }
            let reply = try await node.request(
                "questions.list", of: "backbone", [member: .string("\(id)")])
            return try inOrder(reply["questions"]?.array ?? [])
        }
        return []
    }

    /// The questions, each before those that were asked while it was answered.
    private static func inOrder(_ rows: [JSONValue]) throws -> [Found] {
        let ids = Set(rows.compactMap { $0["question"]?.string })
        let byParent = Dictionary(grouping: rows) { row -> String in
            let parent = row["parent_question"]?.string ?? ""
            return ids.contains(parent) ? parent : ""
        }
        var found: [Found] = []
        var open = (byParent[""] ?? []).reversed().map { (row: $0, depth: 0) }
        while let (row, depth) = open.popLast() {
            let id = row["question"]?.string ?? ""
            found.append(
                Found(
                    id: try QuestionID(id), events: row["events"]?.integer ?? 0, depth: depth))
            open += (byParent[id] ?? []).reversed().map { (row: $0, depth: depth + 1) }
        }
        return found
    }

    private static func show(
        _ found: Found, _ kinds: Set<String>, _ context: CommandContext, _ node: Node
    ) async throws {
        let follows = context.arguments.flag("follow")
        for try await event in node.history(
            of: found.id, count: follows ? nil : found.events)
        {
            let text = EventText(
                question: event.question, event: event.event, payload: event.payload)
            guard kinds.isEmpty || kinds.contains(text.kind.description) else { continue }
            let indent = String(repeating: "    ", count: found.depth)
            try await context.output.result(
                [indent + (text.event == nil ? text.title : "  " + text.line)], json: text.json)
        }
    }
}
