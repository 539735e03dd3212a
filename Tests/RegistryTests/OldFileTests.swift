import Registry
import Store
import TestSupport
import Testing
import Topics

/// A file that the first registry wrote, with the tables that it had.
struct OldFileTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("registry.sqlite")
        let connection = try Connection(path: path)
        try connection.execute(Self.file)
        try connection.close()
    }

    @Test func `an old file has its revisions and its default when it is opened`() throws {
        let store = try RevisionStore(Connection(path: path))
        let service = try ServiceName("my-org/wind")
        let revisions = try store.list(service, after: 0, limit: 10)
        #expect(revisions.map(\.revision.tag.text) == ["1.0.0", "main"])
        #expect(revisions.map(\.number) == [1, 3])
        #expect(revisions.map(\.registrant) == ["node-1", "node-3"])
        #expect(revisions.map(\.requestedDefault) == [nil, false])
        #expect(try store.resolve(service)?.revision.tag.text == "1.0.0")
    }

    @Test func `the history of an old file begins with its registrations`() throws {
        let store = try RevisionStore(Connection(path: path))
        let entries = try store.history(of: nil, after: 0, limit: 10)
        #expect(entries.map(\.kind) == [.registered, .registered, .registered])
        #expect(entries.map(\.time.microseconds) == [10, 20, 30])
        #expect(
            entries.compactMap(\.revision?.description)
                == ["my-org/wind:1.0.0", "my-org/waves:7", "my-org/wind:main"])
    }

    @Test func `an old file is registered in as before`() throws {
        let store = try RevisionStore(Connection(path: path))
        let wish = RegistrationRequest(revision: try ServiceRevision("my-org/wind:2.0.0"))
        let time = Timestamp(microseconds: 40)
        guard
            case .registered(let known, let changes, _) =
                try store.register(wish, by: "node-4", at: time)
        else {
            Issue.record("2.0.0 is not registered")
            return
        }
        #expect(known.number == 4)
        #expect(changes.first?.former?.text == "1.0.0")
    }

    private static let file = """
        CREATE TABLE busnode_migration (
            subject TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (subject, number)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO busnode_migration VALUES ('revisions', 1, 'revisions');
        CREATE TABLE revision (
            number INTEGER PRIMARY KEY,
            service TEXT NOT NULL,
            tag TEXT NOT NULL,
            is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
            requested_default INTEGER CHECK (requested_default IN (0, 1)),
            registrant TEXT NOT NULL,
            registered_at INTEGER NOT NULL,
            UNIQUE (service, tag)
        ) STRICT;
        CREATE UNIQUE INDEX one_default_of_a_service ON revision (service) WHERE is_default = 1;
        INSERT INTO revision VALUES (1, 'my-org/wind', '1.0.0', 1, NULL, 'node-1', 10);
        INSERT INTO revision VALUES (2, 'my-org/waves', '7', 1, 1, 'node-2', 20);
        INSERT INTO revision VALUES (3, 'my-org/wind', 'main', 0, 0, 'node-3', 30);
        """
}
