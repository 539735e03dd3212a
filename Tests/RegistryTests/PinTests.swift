import Registry
import Store
import TestSupport
import Testing
import Topics

struct PinTests {
    let folder: TemporaryFolder
    let connection: Connection
    let store: RevisionStore
    let service: ServiceName
    let revision: ServiceRevision

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file("registry.sqlite"))
        store = try RevisionStore(connection)
        service = try ServiceName("my-org/wind")
        revision = try ServiceRevision("my-org/wind:1.0.0")
    }

    @Test func `what a tree has got is there when the file is opened again`() throws {
        let beta = try ChannelName("beta")
        try store.pin(revision, beta, for: question(1), at: time(1))
        try connection.close()
        let reopened = try RevisionStore(Connection(path: folder.file("registry.sqlite")))
        #expect(try reopened.pinned(question(1), service, beta) == revision)
        #expect(try reopened.pinned(question(1), service, nil) == nil)
        #expect(try reopened.pinned(question(2), service, beta) == nil)
    }

    @Test func `what a tree has got is forgotten with the tree`() throws {
        try store.pin(revision, nil, for: question(1), at: time(1))
        try store.pin(revision, try ChannelName("beta"), for: question(1), at: time(5))
        try store.pin(revision, nil, for: question(2), at: time(3))
        let trees = try store.pinnedTrees(after: nil, limit: 10)
        #expect(trees.map(\.question) == [question(1), question(2)])
        #expect(trees.map(\.pinnedAt) == [time(5), time(3)])
        #expect(try store.pinnedTrees(after: question(1), limit: 10).count == 1)
        #expect(try store.pinnedTrees(after: nil, limit: 1).count == 1)
        try store.unpin(question(1))
        #expect(try store.pinned(question(1), service, nil) == nil)
        #expect(try store.pinned(question(2), service, nil) == revision)
        #expect(store.hasRoomForPins)
    }

    private func question(_ number: UInt64) -> QuestionID {
        QuestionID(high: 1, low: number)
    }

    private func time(_ microseconds: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds)
    }
}
