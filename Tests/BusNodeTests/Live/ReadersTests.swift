import BusNode
import Testing

/// Several who read the events of one question on one node.
@Suite(.timeLimit(.minutes(1)))
struct ReadersTests {
    private let revision = "met/forecast:1.0.0"

    /// A child that sends so many events and, where it is told to wait, ends when `goOn` is finished.
    private func asking(
        _ count: Int, waiting goOn: AsyncStream<Void>? = nil,
        _ body: (Node, Conversation) async throws -> Void
    ) async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { question in
                for step in 0..<count { try await question.monitor(step) }
                if let goOn { for await _ in goOn {} }
                return "done"
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    try await body(node, try await node.child(revision).ask(1))
                }
            }
        }
    }

    private func numbers(of conversation: Conversation) async throws -> [UInt32] {
        var numbers: [UInt32] = []
        for try await event in conversation { numbers.append(event.event.number) }
        return numbers
    }

    private func numbers(in history: History) async throws -> [UInt32] {
        var numbers: [UInt32] = []
        for try await entry in history { numbers.append(entry.event?.number ?? 0) }
        return numbers
    }

    @Test func `everybody who reads a question at one time sees all of it`() async throws {
        let (goOn, isOver) = AsyncStream.makeStream(of: Void.self)
        try await asking(20, waiting: goOn) { node, conversation in
            let id = conversation.question
            async let first = numbers(in: node.history(of: id))
            async let second = numbers(in: node.history(of: id))
            async let third = numbers(of: node.events(of: id, from: 5))
            // What comes before the end is read while others begin.
            for _ in 1...3 {
                let some = try await numbers(in: node.history(of: id, count: 10))
                #expect(some == Array(0...10))
            }
            async let own = numbers(of: conversation)
            isOver.finish()
            let seen = try await [first, second, third, own]
            #expect(
                seen == [Array(0...22), Array(0...22), Array(5...22), Array(1...22)])
            let later = try await numbers(in: node.history(of: id))
            #expect(later == Array(0...22))
        }
    }

    @Test func `who reads slowly misses nothing and holds nobody up`() async throws {
        try await asking(3_000) { node, conversation in
            var slow = node.history(of: conversation.question).makeAsyncIterator()
            let first = try await slow.next()
            #expect(first != nil && first?.event == nil)
            let second = try await slow.next()
            #expect(second?.event?.number == 1)
            let fast = try await numbers(of: node.events(of: conversation.question))
            #expect(fast == Array(1...3_002))
            var rest: [UInt32] = []
            while let entry = try await slow.next() { rest.append(entry.event?.number ?? 0) }
            #expect(rest == Array(2...3_002))
            let own = try await numbers(of: conversation)
            #expect(own == Array(1...3_002))
        }
    }

    @Test func `who stops reading takes nothing from the others`() async throws {
        let (goOn, isOver) = AsyncStream.makeStream(of: Void.self)
        try await asking(5, waiting: goOn) { node, conversation in
            for try await entry in node.history(of: conversation.question)
            where entry.event?.number == 2 {
                break
            }
            async let own = conversation.answer()
            let other = try await numbers(in: node.history(of: conversation.question, count: 3))
            #expect(other == Array(0...3))
            isOver.finish()
            let answer = try await own
            #expect(try answer.values(as: String.self) == "done")
        }
    }

    @Test func `two who read one conversation are told, not mixed`() async throws {
        let (goOn, isOver) = AsyncStream.makeStream(of: Void.self)
        try await asking(0, waiting: goOn) { _, conversation in
            let results = await withTaskGroup(of: Result<[UInt32], any Error>.self) { group in
                for _ in 1...2 {
                    group.addTask {
                        do {
                            return .success(try await numbers(of: conversation))
                        } catch {
                            return .failure(error)
                        }
                    }
                }
                // The end comes when one of them was told.
                var results: [Result<[UInt32], any Error>] = []
                for await result in group {
                    results.append(result)
                    isOver.finish()
                }
                return results
            }
            #expect(throws: NodeError.self) { try results[0].get() }
            let read = try results[1].get()
            #expect(read.last == 2)
        }
    }

    @Test func `a question that nobody asked is not found by any of two`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "parent") { node in
                let id = QuestionID.random()
                let codes = await withTaskGroup(of: NodeError.Code?.self) { group in
                    for from: UInt32 in [0, 1] {
                        group.addTask {
                            do {
                                _ = try await numbers(of: node.events(of: id, from: from))
                                return nil
                            } catch {
                                return (error as? NodeError)?.code
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(codes == [.notFound, .notFound])
            }
        }
    }
}
