import Topics

/// A question has events in order, and one end.
enum QuestionCases {
    private static let first = QuestionID(high: 7, low: 1)

    static let all: [ConformanceCase] = [
        ConformanceCase("a question has many events in order, and one end", .manyEvents) { bench in
            let (parent, child) = try await nodes(bench)
            try await parent.pose(first, "{\"height\":80}")
            let question = try require(try await child.questions().first, "QUESTION")
            try expect(question.attempt, 1)
            try expect(question.payload.text, "{\"height\":80}")
            let kinds: [EventKind] = [.deliveryAcknowledgement, .logRecord, .heartbeat, .result]
            for (place, kind) in kinds.enumerated() {
                let number = UInt32(place + 1)
                let stored = try await child.say(kind, of: question, number)
                try expect(stored, UInt64(number))
            }
            let events = try await parent.events()
            try expect(events.map(\.kind), kinds)
            try expect(events.map(\.number), [1, 2, 3, 4])
            try await child.expectRefusal(of: .say(.result, of: question, 5), .questionEnded)
        },
        ConformanceCase(
            "a question that nobody serves is refused, or waits when it is asked to", .manyEvents,
            .discovery
        ) { bench in
            try await bench.admin.expectRefusal(of: .pose(first), .nobodyServes)
            try await bench.admin.pose(first) { $0.waitsForService = true }
            let child = try await bench.node("child")
            try await child.serve()
            try expect(try await child.questions().map(\.attempt), [1])
        },
        ConformanceCase("a question goes to another child when the first is silent", .manyEvents) {
            bench in
            let (parent, child) = try await nodes(bench)
            try await parent.pose(first)
            let question = try require(try await child.questions().first, "QUESTION")
            try await child.say(.deliveryAcknowledgement, of: question, 1)
            try await bench.advance(.seconds(31))
            let second = try require(try await child.questions().first, "second QUESTION")
            try expect(second.attempt, 2)
            try await child.expectRefusal(of: .say(.result, of: question, 2), .staleAttempt)
            try await child.say(.result, of: second, 1)
            try expect(try await parent.events().map(\.number), [1, 2])
        },
        ConformanceCase("five attempts end in one exception", .manyEvents) { bench in
            let (parent, child) = try await nodes(bench)
            try await parent.pose(first)
            for attempt: UInt32 in 1...5 {
                let question = try require(try await child.questions().first, "QUESTION")
                try expect(question.attempt, attempt)
                try await child.confirm(
                    .release(QuestionRelease(question: first, attempt: attempt)))
            }
            let end = try require(try await parent.events().last, "end")
            try expect(end.kind, .exception)
            try expect(end.payload.text.contains("AttemptsExhausted"), end.payload.text)
        },
        ConformanceCase("a cancelled question has ended, once", .manyEvents) { bench in
            let (parent, child) = try await nodes(bench)
            try await parent.pose(first)
            let question = try require(try await child.questions().first, "QUESTION")
            let cancel = Command.cancel(
                Cancellation(question: first, attempt: 0, reason: "enough"))
            try expect(try await parent.confirm(cancel), 1)
            try expect(try await parent.confirm(cancel), 0)
            try await child.expectRefusal(of: .say(.result, of: question, 1), .questionEnded)
            try expect(try await parent.events().map(\.kind), [.cancelled])
        },
        ConformanceCase("a question that takes too long is cancelled", .manyEvents) { bench in
            let (parent, _) = try await nodes(bench)
            try await parent.pose(first) { $0.timeoutMilliseconds = 5_000 }
            try await bench.advance(.seconds(6))
            try expect(try await parent.events().map(\.kind), [.cancelled])
        },
        ConformanceCase("whoever comes later follows from any event", .manyEvents) { bench in
            let (parent, child) = try await nodes(bench)
            try await parent.pose(first)
            let question = try require(try await child.questions().first, "QUESTION")
            for number: UInt32 in 1...3 { try await child.say(.logRecord, of: question, number) }
            let watcher = try await bench.node("watcher")
            try await watcher.follow(first, from: 2)
            try expect(try await watcher.events().map(\.number), [2, 3])
            try await child.say(.result, of: question, 4)
            try expect(try await watcher.events().map(\.number), [4])
        },
        ConformanceCase("questions and their events outlive the engine", .manyEvents, .durability) {
            bench in
            let (parent, child) = try await nodes(bench)
            try await parent.pose(first)
            let question = try require(try await child.questions().first, "QUESTION")
            try await child.say(.logRecord, of: question, 1)
            try await bench.restart()
            try await child.join()
            try await child.serve()
            try await parent.join()
            try await parent.follow(first, from: 1)
            try await child.say(.result, of: question, 2)
            try expect(try await parent.events().map(\.kind), [.logRecord, .result])
        },
        ConformanceCase(
            "a follower gets no more events than it gave credit for", .manyEvents, .flowControl
        ) { bench in
            let parent = try await bench.node("parent", events: Window(messages: 2))
            let child = try await bench.node("child")
            try await child.serve()
            try await parent.pose(first)
            let question = try require(try await child.questions().first, "QUESTION")
            for number: UInt32 in 1...4 { try await child.say(.logRecord, of: question, number) }
            try expect(try await parent.events().map(\.number), [1, 2])
            try await parent.confirm(.credit(Window(messages: 1, bytes: 10)))
            try expect(try await parent.events().map(\.number), [3])
        },
        ConformanceCase(
            "the room for asking is given back when children take questions", .flowControl
        ) { bench in
            let parent = try await bench.node("parent")
            let asking = try await parent.join().asking
            let child = try await bench.node("child")
            try await child.serve(window: 0)
            let half = UInt64(asking.messages) / 2 + 1
            for number in 1...half {
                try await parent.pose(QuestionID(high: 8, low: number))
            }
            try expect(try await parent.rooms().count, 0)
            try await child.serve(window: UInt32(half))
            let rooms = try await parent.rooms()
            let taken = rooms.reduce(0) { $0 + UInt64($1.taken.messages) }
            try expect(taken >= UInt64(asking.messages) / 2, "room for \(taken) only")
            try expect(taken <= half, "room for \(taken), more than was taken")
            try expect(rooms.first?.recipient, try .wind())
        },
        ConformanceCase("more questions than there is room for are refused", .flowControl) {
            bench in
            let parent = try await bench.node("parent")
            let asking = try await parent.join().asking
            for number in 1...UInt64(asking.messages) {
                try await parent.pose(QuestionID(high: 8, low: number)) {
                    $0.waitsForService = true
                }
            }
            try await parent.expectRefusal(
                of: .pose(first) { $0.waitsForService = true }, .limitReached)
            try await bench.admin.pose(first) { $0.waitsForService = true }
        },
        ConformanceCase(
            "children that serve a revision share its questions", .loadBalancing, .discovery
        ) { bench in
            let (parent, child) = try await nodes(bench)
            let other = try await bench.node("other")
            try await other.serve()
            for number: UInt64 in 1...4 { try await parent.pose(QuestionID(high: 8, low: number)) }
            try expect(try await child.questions().count, 2)
            try expect(try await other.questions().count, 2)
        },
        ConformanceCase("an event that is said again is stored once", .manyEvents) { bench in
            let (parent, child) = try await nodes(bench)
            try await parent.pose(first)
            let question = try require(try await child.questions().first, "QUESTION")
            let event = Command.say(.logRecord, of: question, 1)
            try expect(try await child.confirm(event), 1)
            try expect(try await child.confirm(event), 0)
            try await child.expectRefusal(of: .say(.logRecord, of: question, 3), .malformed)
            let end = Command.say(.result, of: question, 2)
            try expect(try await child.confirm(end), 2)
            try expect(try await child.confirm(end), 2)
            try expect(try await parent.events().map(\.number), [1, 2])
        },
    ]

    private static func nodes(_ bench: Bench) async throws -> (parent: Peer, child: Peer) {
        let child = try await bench.node("child")
        try await child.serve()
        return (try await bench.node("parent"), child)
    }
}

extension Peer {
    /// The ROOMs that came since the last look.
    func rooms() async throws -> [QuestionRoom] {
        try await take { received in
            guard case .room(let room) = received.command else { return nil }
            return room
        }
    }
}
