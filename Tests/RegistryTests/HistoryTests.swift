import Registry
import Store
import TestSupport
import Testing
import Topics

struct HistoryTests {
    let store: RevisionStore
    let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:")
        store = try RevisionStore(connection)
    }

    @Test func `the history tells who did what, when and why`() throws {
        try register("1.0.0", at: 1)
        try register("2.0.0", at: 2)
        try store.makeDefault(
            revision("1.0.0"), because: "2.0.0 is too slow", by: "operator",
            at: Timestamp(microseconds: 3))
        let known = try #require(try store.describe(revision("2.0.0")))
        _ = try store.deprecate(
            known, because: "too slow", by: "operator", at: Timestamp(microseconds: 4))
        _ = try store.deregister(
            known, because: nil, by: "operator", at: Timestamp(microseconds: 5))
        #expect(
            try lines() == [
                "1 registered 1.0.0 by node-1: no version is higher",
                "1 default_changed 1.0.0 by node-1: no version is higher",
                "2 registered 2.0.0 by node-1: no version is higher",
                "2 default_changed 2.0.0 was 1.0.0 by node-1: no version is higher",
                "3 default_changed 1.0.0 was 2.0.0 by operator: 2.0.0 is too slow",
                "4 deprecated 2.0.0 by operator: too slow", "5 deregistered 2.0.0 by operator",
            ])
    }

    @Test func `the history is read page by page, of one service or of all`() throws {
        try register("1.0.0", at: 1)
        try register("2.0.0", at: 2)
        let service = try ServiceName("my-org/wind")
        let first = try store.history(of: service, after: 0, limit: 3)
        #expect(first.map(\.number) == [1, 2, 3])
        #expect(try store.history(of: service, after: 3, limit: 3).map(\.number) == [4])
        #expect(try store.history(of: nil, after: 0, limit: 9).count == 4)
        #expect(try store.history(of: ServiceName("a/b"), after: 0, limit: 9) == [])
    }

    @Test(arguments: ["UPDATE history SET reason = 'better'", "DELETE FROM history"])
    func `the file refuses to change the history`(sql: String) throws {
        try register("1.0.0", at: 1)
        #expect(throws: StoreError.self) { try connection.execute(sql) }
        #expect(try lines().count == 2)
    }

    @Test func `what changes nothing is not in the history`() throws {
        try register("1.0.0", at: 1)
        let count = try lines().count
        let time = Timestamp(microseconds: 9)
        let known = try #require(try store.describe(revision("1.0.0")))
        try register("1.0.0", at: 9)
        #expect(
            try store.makeDefault(revision("1.0.0"), because: nil, by: "a", at: time) == nil)
        #expect(try store.deprecate(known, because: nil, by: "a", at: time) == nil)
        #expect(try lines().count == count)
    }

    @Test func `a deregistered revision is gone, and its number is not given again`() throws {
        try register("1.0.0", at: 1)
        try register("2.0.0", at: 2)
        let known = try #require(try store.describe(revision("2.0.0")))
        let changes = try store.deregister(
            known, because: nil, by: "operator", at: Timestamp(microseconds: 3))
        #expect(changes.map(\.kind) == [.deregistered, .defaultChanged])
        #expect(changes.last?.tag == nil)
        #expect(changes.last?.former?.text == "2.0.0")
        #expect(try store.resolve(ServiceName("my-org/wind")) == nil)
        #expect(try store.wasDeregistered(revision("2.0.0")))
        #expect(try !store.wasDeregistered(revision("1.0.0")))
        try register("2.0.0", at: 4)
        #expect(try store.describe(revision("2.0.0"))?.number == 3)
    }

    @Test func `a revision that comes back must have the twine that it had`() throws {
        let wish = RegistrationRequest(revision: try revision("1.0.0"), twine: ["a": 1])
        let time = Timestamp(microseconds: 1)
        _ = try store.register(wish, by: "node-1", at: time)
        let known = try #require(try store.describe(wish.revision))
        _ = try store.deregister(known, because: nil, by: "operator", at: time)
        var other = wish
        other.twine = ["a": 2]
        #expect(try store.register(other, by: "node-1", at: time) == .conflict(.twine))
        #expect(try store.describe(wish.revision) == nil)
        guard case .registered = try store.register(wish, by: "node-1", at: time) else {
            Issue.record("it does not come back")
            return
        }
        #expect(try store.twine(of: wish.revision) == ["a": 1])
    }

    @Test func `a deprecation is kept until it is taken back`() throws {
        try register("1.0.0", at: 1)
        let time = Timestamp(microseconds: 2)
        let known = try #require(try store.describe(revision("1.0.0")))
        _ = try store.deprecate(known, because: "wrong units", by: "a", at: time)
        let deprecated = try #require(try store.resolve(ServiceName("my-org/wind")))
        #expect(deprecated.deprecation == "wrong units")
        #expect(deprecated.isDefault)
        #expect(
            try store.deprecate(deprecated, because: nil, by: "a", at: time)?.kind == .undeprecated)
        #expect(try store.describe(revision("1.0.0"))?.deprecation == nil)
    }

    @discardableResult
    private func register(_ tag: String, at microseconds: Int64) throws -> RegistrationOutcome {
        try store.register(
            RegistrationRequest(revision: revision(tag)), by: "node-1",
            at: Timestamp(microseconds: microseconds))
    }

    private func revision(_ tag: String) throws -> ServiceRevision {
        try ServiceRevision("my-org/wind:\(tag)")
    }

    private func lines() throws -> [String] {
        try store.history(of: nil, after: 0, limit: 100).map { entry in
            "\(entry.time.microseconds) \(entry.kind.rawValue)"
                + (entry.tag.map { " \($0)" } ?? "") + (entry.former.map { " was \($0)" } ?? "")
                + " by \(entry.node)" + (entry.reason.map { ": \($0)" } ?? "")
        }
    }
}
