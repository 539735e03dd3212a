import BusNode
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AskingTests {
    private let revision = "met/forecast:1.0.0"

    @Test(arguments: [nil, "tcp://127.0.0.1:*"])
    func `a parent gets the answer of a child`(endpoint: String?) async throws {
        try await LiveBus.with(at: endpoint) { bus in
            try await LiveBus.serving(revision, on: bus) { question in
                try question.values(as: Int.self) * 2
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let answer = try await node.child(revision).answer(to: 21, as: Int.self)
                    #expect(answer == 42)
                }
            }
        }
    }

    @Test func `a parent may see the answer early, and learn when its question is on disk`()
        async throws
    {
        let folder = try TemporaryFolder()
        try await LiveBus.with(store: folder.file("backbone.sqlite")) { bus in
            try await LiveBus.serving(revision, on: bus) { question in
                try question.values(as: Int.self) * 2
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    var child = try node.child(revision)
                    child.options.seesEventsEarly = true
                    for number in 1...20 {
                        let conversation = try await child.ask(number)
                        let answer = try await conversation.answer()
                        #expect(try answer.values(as: Int.self) == 2 * number)
                        try await conversation.untilOnDisk()
                    }
                }
            }
        }
    }

    @Test func `a service that answers at once need not acknowledge`() async throws {
        var settings = Service.Settings()
        settings.acknowledges = false
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus, settings: settings) { _ in
                "sunny"
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    var kinds: [EventKind] = []
                    for try await event in try await node.child(revision).ask("Corfu") {
                        kinds.append(event.event.kind)
                    }
                    #expect(kinds == [.result])
                }
            }
        }
    }

    @Test func `the events of a question come in order, and its end last`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { question in
                try await question.log("on it")
                try await question.monitor(["progress": 0.5])
                return "sunny"
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    var kinds: [EventKind] = []
                    for try await event in try await node.child(revision).ask("Corfu") {
                        kinds.append(event.event.kind)
                        #expect(event.event.number == UInt32(kinds.count))
                        #expect(event.event.attempt == 1)
                    }
                    #expect(
                        kinds == [.deliveryAcknowledgement, .logRecord, .monitorMessage, .result])
                }
            }
        }
    }

    @Test func `what a child throws reaches its parent with type, message and traceback`()
        async throws
    {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { _ -> String in
                throw RemoteException(
                    type: "OutOfRange", message: "no forecast for 2099", traceback: ["line 7"])
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let error = await #expect(throws: NodeError.self) {
                        try await node.child(revision).answer(to: 1, as: String.self)
                    }
                    #expect(error?.code == .exception)
                    #expect(error?.exception?.type == "OutOfRange")
                    #expect(error?.exception?.message.contains("no forecast for 2099") == true)
                    #expect(error?.exception?.traceback == ["line 7"])
                }
            }
        }
    }

    @Test func `many questions are answered in the order of asking`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus, concurrency: 8) { question in
                try question.values(as: Int.self) * 2
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let answers = try await node.child(revision)
                        .answers(to: Array(0..<200), as: Int.self, parallel: 16)
                    let numbers = answers.map { try? $0.get() }
                    #expect(numbers == (0..<200).map { $0 * 2 })
                }
            }
        }
    }

    @Test func `one question that fails costs the others nothing`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { question in
                let number = try question.values(as: Int.self)
                guard number != 1 else { throw RemoteException(type: "Bad", message: "one") }
                return number
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let answers = try await node.child(revision)
                        .answers(to: [0, 1, 2], as: Int.self)
                    #expect(try answers[0].get() == 0)
                    #expect(throws: NodeError.self) { try answers[1].get() }
                    #expect(try answers[2].get() == 2)
                }
            }
        }
    }

    @Test func `a cancelled question ends for its parent, and its child is told to stop`()
        async throws
    {
        let (stopped, isStopped) = AsyncStream.makeStream(of: Void.self)
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { _ in
                let (never, _) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                isStopped.finish()
                try Task.checkCancellation()
                return 0
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let conversation = try await node.child(revision).ask(1)
                    var events = conversation.makeAsyncIterator()
                    _ = try await events.next()
                    #expect(try await conversation.cancel(because: "changed my mind"))
                    let end = try await events.next()
                    guard case .cancelled(let reason)? = end?.kind else {
                        Issue.record("\(end as Any) is no cancellation")
                        return
                    }
                    #expect(reason == "changed my mind")
                    for await _ in stopped {}
                    #expect(try await conversation.cancel() == false)
                }
            }
        }
    }

    @Test func `a question without an answer in time ends, and says so`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { _ in
                let (never, _) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                try Task.checkCancellation()
                return 0
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let error = await #expect(throws: NodeError.self) {
                        try await node.child(revision).answer(
                            to: 1, as: Int.self, Child.Options(timeout: .milliseconds(50)))
                    }
                    #expect(error?.code == .timedOut)
                }
            }
        }
    }

    @Test func `a parent that comes back goes on after the last event it saw`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { question in
                for step in 1...5 { try await question.monitor(step) }
                return "done"
            } _: {
                let id = QuestionID.random()
                try await Node.with(bus, as: "parent") { node in
                    var options = Child.Options()
                    options.id = id
                    let conversation = try await node.child(revision).ask(1, options)
                    var events = conversation.makeAsyncIterator()
                    for _ in 1...3 { _ = try await events.next() }
                }
                try await Node.with(bus, as: "parent, started again") { node in
                    var numbers: [UInt32] = []
                    for try await event in try await node.events(of: id, from: 4) {
                        numbers.append(event.event.number)
                    }
                    #expect(numbers == [4, 5, 6, 7])
                }
            }
        }
    }

    @Test func `asking again with the same identifier is the same question`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { _ in
                EventID.random().description
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    var options = Child.Options()
                    options.id = .random()
                    let child = try node.child(revision)
                    let first = try await child.answer(to: 1, as: String.self, options)
                    let second = try await child.answer(to: 1, as: String.self, options)
                    #expect(first == second)
                }
            }
        }
    }

    @Test func `a sub-question carries the identifiers of its tree`() async throws {
        let (asked, ask) = AsyncStream.makeStream(of: Question.self)
        try await LiveBus.with { bus in
            try await LiveBus.serving("met/wind:1.0.0", on: bus) { question in
                ask.yield(question.question)
                return 7
            } _: {
                try await LiveBus.serving(revision, on: bus) { question in
                    try await question.child("met/wind:1.0.0").answer(to: 1, as: Int.self)
                } _: {
                    try await Node.with(bus, as: "parent") { node in
                        var options = Child.Options()
                        options.id = .random()
                        let answer = try await node.child(revision)
                            .answer(to: 1, as: Int.self, options)
                        #expect(answer == 7)
                        var questions = asked.makeAsyncIterator()
                        let sub = try #require(await questions.next())
                        #expect(sub.parentQuestion == options.id)
                        #expect(sub.originatorQuestion == options.id)
                        #expect(sub.parent.description == revision)
                        #expect(sub.originator == .local)
                    }
                }
            }
        }
    }

    @Test func `a question may wait for somebody to serve its revision`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "parent") { node in
                var options = Child.Options()
                options.waitsForService = true
                let conversation = try await node.child(revision).ask(4, options)
                try await LiveBus.serving(revision, on: bus) { question in
                    try question.values(as: Int.self) + 1
                } _: {
                    let answer: Int = try await conversation.answer().values()
                    #expect(answer == 5)
                }
            }
        }
    }

    @Test func `values that are not what the child takes are an exception that names the place`()
        async throws
    {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus) { question in
                try question.values(as: [String: Int].self)
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let error = await #expect(throws: NodeError.self) {
                        try await node.child(revision).answer(
                            to: ["hours": "many"], as: JSONValue.self)
                    }
                    #expect(error?.message.contains("hours") == true)
                }
            }
        }
    }

    @Test func `more questions than a revision's window are all answered`() async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving(revision, on: bus, concurrency: 16) { question in
                try question.values(as: Int.self)
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let child = try node.child(revision)
                    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                        for number in 1...1_200 {
                            group.addTask { try await child.answer(to: number, as: Int.self) }
                        }
                        return try await group.reduce(0, +)
                    }
                    #expect(sum == 720_600)
                }
            }
        }
    }
}
