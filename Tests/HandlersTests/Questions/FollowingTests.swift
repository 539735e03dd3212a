import Handlers
import Testing
import Topics

/// Who sees which events; node 1 asks, node 2 answers, node 3 watches.
struct FollowingTests {
    private let bus: BackboneDriver

    init() throws {
        bus = try BackboneDriver()
        try bus.join(1)
        try bus.join(2)
        try bus.join(3, events: Window(messages: 2, bytes: 100))
        _ = try bus.turn(2, .serve())
        _ = try bus.turn(1, .ask(7, payload: "12345"))
    }

    /// Lets the child send events, up to and including a number.
    private func emit(_ numbers: ClosedRange<UInt32>, endsWith end: Bool = false) throws
        -> [String]
    {
        for number in numbers {
            try bus.say(
                2, .event(7, number, end && number == numbers.upperBound ? .result : .logRecord))
        }
        return try bus.commit()
    }

    @Test func `a question is followed from its beginning, then live`() throws {
        _ = try emit(1...1)
        #expect(
            try bus.turn(3, .follow(7, from: 0), 1) == [
                "commit", "3: QUESTION 7, attempt 0", "3: EVENT 7 #1 log_record", "3: CONFIRM 1=1",
            ])
        #expect(try bus.turn(3, .credit(Window(messages: 9, bytes: 100))) == [])
        #expect(
            try emit(2...2, endsWith: true) == [
                "commit", "1: EVENT 7 #2 result", "3: EVENT 7 #2 result",
            ])
    }

    @Test func `a follower without credit catches up from the store when he has some`() throws {
        _ = try bus.turn(3, .follow(7, from: 1), 1)
        #expect(
            try emit(1...4).filter { $0.hasPrefix("3") } == [
                "3: EVENT 7 #1 log_record", "3: EVENT 7 #2 log_record",
            ])
        #expect(try emit(5...6, endsWith: true).filter { $0.hasPrefix("3") } == [])
        #expect(
            try bus.turn(3, .credit(Window(messages: 1, bytes: 2))) == [
                "commit", "3: EVENT 7 #3 log_record",
            ])
        #expect(
            try bus.turn(3, .credit(Window(messages: 9, bytes: 2))) == [
                "commit", "3: EVENT 7 #4 log_record", "3: EVENT 7 #5 log_record",
                "3: EVENT 7 #6 result",
            ])
    }

    @Test func `credit in bytes lets one event pass that is larger`() throws {
        try bus.join(3, events: Window(messages: 9, bytes: 10))
        _ = try bus.turn(3, .follow(7, from: 1))
        let large = String(repeating: "x", count: 25)
        #expect(
            try bus.turn(2, .event(7, 1, payload: large)).last == "3: EVENT 7 #1 log_record")
        #expect(try bus.turn(2, .event(7, 2)) == ["commit", "1: EVENT 7 #2 log_record"])
        #expect(try bus.turn(3, .credit(Window(messages: 1, bytes: 15))) == [])
        #expect(
            try bus.turn(3, .credit(Window(messages: 0, bytes: 1))) == [
                "commit", "3: EVENT 7 #2 log_record",
            ])
    }

    @Test func `more credit than numbers hold is the most they hold`() throws {
        for _ in 1...3 {
            #expect(
                try bus.turn(3, .credit(Window(messages: .max, bytes: .max)), 1) == [
                    "commit", "3: CONFIRM 1",
                ])
        }
        _ = try bus.turn(3, .follow(7, from: 1))
        #expect(try emit(1...1).last == "3: EVENT 7 #1 log_record")
    }

    @Test func `a parent that comes back takes up the stream after the event it saw last`() throws {
        _ = try emit(1...3)
        try bus.handle(.lost(PeerID(1)))
        #expect(try emit(4...4) == [])
        #expect(try bus.join(11, session: 1) == ["11: WELCOME again"])
        #expect(try emit(5...5) == [])
        #expect(
            try bus.turn(11, .follow(7, from: 3), 1) == [
                "commit", "11: EVENT 7 #3 log_record", "11: EVENT 7 #4 log_record",
                "11: EVENT 7 #5 log_record", "11: CONFIRM 1=5",
            ])
        #expect(try emit(6...6) == ["commit", "11: EVENT 7 #6 log_record"])
    }

    @Test func `a question that has ended is followed, too, also after a restart`() throws {
        _ = try emit(1...2, endsWith: true)
        try bus.crash()
        try bus.join(1)
        #expect(
            try bus.turn(1, .follow(7, from: 2), 1) == [
                "commit", "1: EVENT 7 #2 result", "1: CONFIRM 1=2",
            ])
        #expect(try bus.turn(1, .follow(7, from: 3), 2) == ["commit", "1: CONFIRM 2=2"])
        #expect(try bus.turn(1, .follow(8, from: 1), 3) == ["1: ERROR 3 not-found"])
    }

    @Test func `who follows from a later event on sees none before it`() throws {
        _ = try bus.turn(3, .follow(7, from: 2))
        #expect(
            try emit(1...2).filter { $0.hasPrefix("3") } == ["3: EVENT 7 #2 log_record"])
    }

    @Test func `who does not follow any more sees nothing`() throws {
        let question = QuestionID(high: 0, low: 7)
        _ = try bus.turn(3, .follow(7, from: 1))
        #expect(try bus.turn(3, .unfollow(question), 1) == ["commit", "3: CONFIRM 1"])
        #expect(try emit(1...1) == ["commit", "1: EVENT 7 #1 log_record"])
        #expect(
            try bus.turn(3, .follow(7, from: 1)) == ["commit", "3: EVENT 7 #1 log_record"])
    }

    @Test func `a HELLO forgets what was followed, and starts with the new window`() throws {
        _ = try bus.turn(3, .follow(7, from: 1))
        _ = try emit(1...2)
        try bus.join(3, events: Window(messages: 1, bytes: 100))
        #expect(try emit(3...3).filter { $0.hasPrefix("3") } == [])
        #expect(
            try bus.turn(3, .follow(7, from: 2)) == ["commit", "3: EVENT 7 #2 log_record"])
    }

    @Test func `a question may be asked without following it`() throws {
        _ = try bus.turn(1, .ask(8) { $0.isFollowed = false })
        #expect(try bus.turn(2, .event(8, 1), 1) == ["commit", "2: CONFIRM 1=1"])
    }

    @Test func `an early follower gets events at once, and hurries no commit`() throws {
        try bus.say(1, .ask(8) { $0.isFollowedEarly = true }, 1)
        #expect(bus.atOnce() == ["2: QUESTION 8, attempt 1"])
        try bus.say(2, .event(8, 1, .logRecord), 1)
        #expect(bus.atOnce() == ["1: EVENT 8 #1 log_record"])
        try bus.say(2, .event(8, 2, .result), 2)
        #expect(bus.atOnce() == ["1: EVENT 8 #2 result"])
        #expect(!bus.isHurried)
        #expect(try bus.commit() == ["commit", "1: CONFIRM 1", "2: CONFIRM 1=1 2=2"])
    }

    @Test func `an early follower who fell behind gets what is on disk from then on`() throws {
        try bus.join(1, events: Window(messages: 1, bytes: 100))
        _ = try bus.turn(1, .ask(8) { $0.isFollowedEarly = true }, 1)
        try bus.say(2, .event(8, 1, .logRecord))
        try bus.say(2, .event(8, 2, .logRecord))
        #expect(bus.atOnce() == ["1: EVENT 8 #1 log_record"])
        #expect(
            try bus.turn(1, .credit(Window(messages: 9, bytes: 100))) == [
                "commit", "1: EVENT 8 #2 log_record",
            ])
        #expect(
            try bus.turn(2, .event(8, 3, .result)) == ["commit", "1: EVENT 8 #3 result"])
    }

    @Test func `the commit of a question waits for the child that has it, and for nobody else`()
        throws
    {
        try bus.say(1, .ask(8), 1)
        #expect(!bus.isHurried)
        try bus.say(2, .event(8, 1, .result), 1)
        #expect(bus.isHurried)
        _ = try bus.commit()
        #expect(!bus.isHurried)
        try bus.say(1, .ask(9) { $0.isFollowed = false }, 2)
        #expect(bus.isHurried)
    }

    @Test func `a follower who is further behind than one reading gets everything`() throws {
        try bus.join(3, events: Window(messages: 2_000, bytes: 1_000_000))
        _ = try emit(1...700, endsWith: true)
        let lines = try bus.turn(3, .follow(7, from: 1))
        #expect(lines.count == 701)
        #expect(lines.last == "3: EVENT 7 #700 result")
    }
}
