import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RetryTests {
    private let revision = "met/forecast:1.0.0"

    private func options(retries: UInt32) -> Child.Options {
        var options = Child.Options()
        options.maxRetries = retries
        options.retryPause = .milliseconds(1)...(.milliseconds(4))
        return options
    }

    /// A service that fails until a question has been asked again so many times.
    private func failing(
        times: UInt32, type: String = "Busy", _ body: (Node) async throws -> Void
    ) async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { question in
                guard question.question.retryCount >= times else {
                    throw RemoteException(type: type, message: "not yet")
                }
                return question.question.retryCount
            } _: {
                try await Node.with(bus, as: "parent", body)
            }
        }
    }

    @Test func `a question that fails is asked again, with a count that is one more`() async throws
    {
        try await failing(times: 2) { node in
            let outcome = await (try node.child(revision)).outcome(
                of: 1, as: Int.self, options(retries: 3))
            #expect(outcome.answer == 2)
            #expect(outcome.retries == 2)
            let answer = try await node.child(revision)
                .answer(to: 1, as: Int.self, options(retries: 2))
            #expect(answer == 2)
        }
    }

    @Test func `when every try fails, the last failure and its question are kept`() async throws {
        try await failing(times: 9) { node in
            var options = options(retries: 2)
            let first = QuestionID.random()
            options.id = first
            let outcome = await (try node.child(revision)).outcome(of: 1, as: Int.self, options)
            #expect(outcome.retries == 2)
            #expect(outcome.question == first.retry(2))
            let error = #expect(throws: NodeError.self) { try outcome.result.get() }
            #expect(error?.kind == "Busy")
            for count: UInt32 in 0...2 {
                for try await entry in node.history(of: first.retry(count), count: 0) {
                    #expect(entry.question.retryCount == count)
                }
            }
        }
    }

    @Test func `asking again with a fixed first id finds the retries that were made`() async throws
    {
        try await failing(times: 1) { node in
            var options = options(retries: 1)
            options.id = .random()
            let first = await (try node.child(revision)).outcome(of: 1, as: Int.self, options)
            let second = await (try node.child(revision)).outcome(of: 1, as: Int.self, options)
            #expect(first.question == second.question)
            #expect(second.answer == 1)
            let events = try await node.request(
                "questions.list", of: "backbone",
                ["question": .string("\(first.question)")])
            #expect(events["questions"]?[0]?["events"] == 2)
        }
    }

    @Test(arguments: ["Refused", "InvalidValuesContents"])
    func `what another try cannot change is not tried again`(type: String) async throws {
        try await failing(times: 1, type: type) { node in
            var options = options(retries: 5)
            options.doNotRetry = ["Refused"]
            let outcome = await (try node.child(revision)).outcome(of: 1, as: Int.self, options)
            #expect(outcome.retries == 0)
            #expect(outcome.answer == nil)
        }
    }

    @Test func `a child that nobody serves yet is asked again`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "parent") { node in
                var options = options(retries: 1_000)
                options.retryPause = .milliseconds(1)...(.milliseconds(10))
                let asked = options
                let child = try node.child(revision)
                let asking = Task { await child.outcome(of: 1, as: Int.self, asked) }
                try await LiveBus.serving(revision, on: bus) { _ in
                    7
                } _: {
                    let answer = await asking.value.answer
                    #expect(answer == 7)
                }
            }
        }
    }

    @Test func `of many questions each can have options of its own, and all outcomes are kept`()
        async throws
    {
        try await failing(times: 1) { node in
            let outcomes = await (try node.child(revision)).outcomes(
                of: [Inquiry(0), Inquiry(1, options(retries: 1)), Inquiry(2)], as: Int.self)
            #expect(outcomes.map(\.answer) == [nil, 1, nil])
            #expect(outcomes.map(\.retries) == [0, 1, 0])
        }
    }

    @Test func `retries wait twice as long each time, up to a bound`() {
        var options = Child.Options()
        options.retryPause = .seconds(1)...(.seconds(5))
        let pauses = (1...5).map { options.pause(before: $0) }
        #expect(pauses == [.seconds(1), .seconds(2), .seconds(4), .seconds(5), .seconds(5)])
        #expect(options.pause(before: .max) == .seconds(5))
    }

    @Test func `the id of a retry follows from the first, and is nobody else's`() {
        let first = QuestionID.random()
        #expect(first.retry(0) == first)
        #expect(first.retry(1) == first.retry(1))
        #expect(Set((0...100).map { first.retry($0) }).count == 101)
        #expect("\(first.retry(1))".dropFirst(14).first == "8")
    }
}
