/// A question with everything that happened to it, and the questions that were asked to answer it.
public struct QuestionTree: Sendable {
    /// The question.
    public let question: Question
    /// What it is about.
    public let body: EventBody
    /// What happened, in order.
    public let events: [Event]
    /// The questions that were asked while it was answered, oldest first.
    public let children: [QuestionTree]

    /// A question, and what became of it.
    package init(
        question: Question, body: EventBody, events: [Event], children: [QuestionTree]
    ) {
        self.question = question
        self.body = body
        self.events = events
        self.children = children
    }

    /// Its end; nil while it is open.
    public var end: Event? { events.last.flatMap { $0.kind.isEnd ? $0 : nil } }

    /// How many attempts to answer it there were.
    public var attempts: UInt32 { events.map(\.attempt).max() ?? 0 }

    /// How long it took to its end, by the clocks of those who said so; nil while it is open.
    public var duration: Duration? { end.map { time(of: $0) } }

    /// The key under which its parent knows the child; nil when the parent did not say.
    public var key: String? { question.attributes[Child.keyAttribute] }

    /// The question that this one asks again; nil when it was asked for the first time.
    public var askedAgain: QuestionID? {
        question.attributes[Child.Options.againAttribute].flatMap { try? QuestionID($0) }
    }

    /// How long after the question an event happened.
    public func time(of event: Event) -> Duration {
        .microseconds(event.time.microseconds - question.asked.microseconds)
    }

    /// All that is known of it as records, with the question first.
    public var recording: Recording {
        let asked = History.Entry(question: question, event: nil, payload: body.payload)
        return Recording(
            ([asked]
                + events.map {
                    History.Entry(question: question, event: $0, payload: $0.payload)
                }).map { EventRecord($0) })
    }
}

extension Node {
    /// A question with what happened to it so far, and all questions below it.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such question.
    public func tree(of question: QuestionID) async throws(NodeError) -> QuestionTree {
        try await connection.tree(of: question)
    }
}

extension NodeConnection {
    /// A question with what happened to it so far, and all questions below it.
    package func tree(of question: QuestionID) async throws(NodeError) -> QuestionTree {
        guard let root = try await questions(.question(question)).first else {
            throw NodeError(.notFound, "there is no question \(question)")
        }
        let all = try await questions(.originator(root.originator))
        let byParent = Dictionary(grouping: all.filter { $0.parent != nil }) { $0.parent }
        // Level by level, so that a deep tree needs no deep stack; then put together from the leaves.
        var levels = [[root]]
        var known: Set<QuestionID> = [root.id]
        while let level = levels.last, !level.isEmpty {
            levels.append(
                level.flatMap { byParent[$0.id] ?? [] }.filter { known.insert($0.id).inserted })
        }
        let bottomUp = Array(levels.reversed().joined())
        let children = byParent
        let tree = try await apart { connection throws(NodeError) in
            try await connection.tree(of: bottomUp, children)
        }
        guard let tree else {
            throw NodeError(.notFound, "question \(question) cannot be read")
        }
        return tree
    }

    /// The tree of these questions, each after those below it, the root last.
    private func tree(
        of questions: [ListedQuestion], _ byParent: [QuestionID?: [ListedQuestion]]
    ) async throws(NodeError) -> QuestionTree? {
        var trees: [QuestionID: QuestionTree] = [:]
        for listed in questions {
            let entries = try await entries(of: listed)
            guard let asked = entries.first else { continue }
            let children = (byParent[listed.id] ?? []).compactMap {
                trees.removeValue(forKey: $0.id)
            }
            trees[listed.id] = QuestionTree(
                question: asked.question,
                body: EventBody(
                    payload: asked.payload, contentType: asked.question.contentType),
                events: entries.compactMap(\.event), children: children)
        }
        return questions.last.flatMap { trees[$0.id] }
    }
}
