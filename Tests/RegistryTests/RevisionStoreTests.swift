import Registry
import Store
import TestSupport
import Testing
import Topics

struct RevisionStoreTests {
    let folder: TemporaryFolder
    let connection: Connection
    let store: RevisionStore

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file("registry.sqlite"))
        store = try RevisionStore(connection)
    }

    @Test func `the default follows the highest version, whatever is the default now`() throws {
        try register("my-org/wind:1.0.0")
        try register("my-org/wind:2.0.0", isDefault: false)
        try register("my-org/wind:0.5.0", isDefault: true)
        #expect(try defaultTag() == "0.5.0")
        try register("my-org/wind:1.5.0")
        #expect(try defaultTag() == "0.5.0")
        try register("my-org/wind:2.5.0")
        #expect(try defaultTag() == "2.5.0")
    }

    @Test func `a new default takes the place of the one that was`() throws {
        guard case .registered(_, let first, _) = try register("my-org/wind:1.0.0") else {
            Issue.record("1.0.0 is not registered")
            return
        }
        #expect(first.map(\.kind) == [.defaultChanged])
        #expect(first.first?.former == nil)
        let second = try register("my-org/wind:1.1.0")
        guard case .registered(let registered, let changes, let reason) = second else {
            Issue.record("\(second)")
            return
        }
        #expect(registered.isDefault)
        #expect(changes.last?.former?.text == "1.0.0")
        #expect(reason == "no version is higher")
        #expect(try store.describe(ServiceRevision("my-org/wind:1.0.0"))?.isDefault == false)
    }

    @Test func `what does not become the default replaces none`() throws {
        try register("my-org/wind:1.0.0")
        guard case .registered(_, [], _) = try register("my-org/wind:main") else {
            Issue.record("something was replaced")
            return
        }
    }

    @Test(arguments: [nil, true, false] as [Bool?])
    func `the same registration again changes nothing`(isDefault: Bool?) throws {
        try register("my-org/wind:1.0.0", isDefault: isDefault)
        try register("my-org/wind:2.0.0", isDefault: true)
        let known = try store.describe(ServiceRevision("my-org/wind:1.0.0"))
        let again = try store.register(
            RegistrationRequest(
                revision: ServiceRevision("my-org/wind:1.0.0"), isDefault: isDefault),
            by: "another",
            at: Timestamp(microseconds: 9))
        #expect(again == .alreadyRegistered(try #require(known), newTwine: nil))
        #expect(try defaultTag() == "2.0.0")
    }

    @Test func `the same revision with another wish is a conflict`() throws {
        try register("my-org/wind:1.0.0", isDefault: nil)
        #expect(
            try register("my-org/wind:1.0.0", isDefault: true)
                == .conflict(.isDefault(before: nil)))
        #expect(
            try register("my-org/wind:1.0.0", isDefault: false)
                == .conflict(.isDefault(before: nil)))
        #expect(try store.count(of: ServiceName("my-org/wind")) == 1)
    }

    @Test func `a registration without a wish is no conflict with one that had one`() throws {
        try register("my-org/wind:1.0.0", isDefault: true)
        let known = try #require(try store.describe(ServiceRevision("my-org/wind:1.0.0")))
        #expect(
            try register("my-org/wind:1.0.0", isDefault: nil)
                == .alreadyRegistered(known, newTwine: nil))
    }

    @Test func `the default can be moved back to an older revision`() throws {
        try register("my-org/wind:1.0.0")
        try register("my-org/wind:2.0.0")
        try store.makeDefault(
            ServiceRevision("my-org/wind:1.0.0"), because: nil, by: "node-1",
            at: Timestamp(microseconds: 2_000_000))
        #expect(try defaultTag() == "1.0.0")
    }

    @Test func `services have defaults of their own`() throws {
        try register("my-org/wind:1.0.0")
        try register("my-org/waves:2.0.0")
        try register("other-org/wind:3.0.0")
        #expect(try defaultTag() == "1.0.0")
        #expect(try store.resolve(ServiceName("my-org/waves"))?.revision.tag.text == "2.0.0")
    }

    @Test func `a service may have no default`() throws {
        try register("my-org/wind:main")
        #expect(try store.resolve(ServiceName("my-org/wind")) == nil)
        let exact = ServiceReference.revision(try ServiceRevision("my-org/wind:main"))
        #expect(try store.resolve(exact)?.isDefault == false)
    }

    @Test func `revisions are listed in the order of registration, page by page`() throws {
        for tag in ["3", "1", "2"] { try register("my-org/wind:\(tag)") }
        try register("my-org/waves:9")
        try register("my-org/wind:latest")
        let service = try ServiceName("my-org/wind")
        #expect(try tags(store.list(service, after: 0, limit: 2)) == ["3", "1"])
        #expect(try tags(store.list(service, after: 2, limit: 2)) == ["2", "latest"])
        #expect(try tags(store.list(service, after: 5, limit: 2)) == [])
        #expect(try tags(store.list(nil, after: 0, limit: 9)) == ["3", "1", "2", "9", "latest"])
        #expect(try tags(store.newest(2, of: service)) == ["latest", "2"])
        #expect(try store.count(of: service) == 4)
    }

    @Test func `what was registered is there when the file is opened again`() throws {
        try register("my-org/wind:1.0.0", isDefault: true)
        try connection.close()
        let reopened = try RevisionStore(Connection(path: folder.file("registry.sqlite")))
        #expect(
            try reopened.resolve(ServiceName("my-org/wind"))
                == RegisteredRevision(
                    number: 1, revision: ServiceRevision("my-org/wind:1.0.0"), isDefault: true,
                    requestedDefault: true, registrant: "node-1",
                    registeredAt: Timestamp(microseconds: 1_000_000)))
    }

    @Test func `a registration is undone with the transaction that it was made in`() throws {
        try register("my-org/wind:1.0.0")
        try connection.begin()
        try register("my-org/wind:2.0.0")
        #expect(try defaultTag() == "2.0.0")
        try connection.rollback()
        #expect(try defaultTag() == "1.0.0")
    }

    @Test func `a full disk leaves the default as it was`() throws {
        try register("my-org/wind:1.0.0")
        try connection.execute("PRAGMA max_page_count = 1")
        let registrant = String(repeating: "x", count: 100_000)
        let error = try #require(throws: StoreError.self) {
            try store.register(
                RegistrationRequest(revision: ServiceRevision("my-org/wind:2.0.0")), by: registrant,
                at: Timestamp(microseconds: 0))
        }
        #expect(error.kind == .full)
        #expect(try defaultTag() == "1.0.0")
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `there is never more than one default, and it is the one last chosen`(seed: UInt64) throws
    {
        var random = SeededRandom(seed: seed)
        var expected: String?
        for number in 0..<40 {
            let tags = ["\(number % 7).\(number)", "branch-\(number)", "1.0.\(number)rc1"]
            let tag = try #require(tags.randomElement(using: &random))
            let wish = [nil, nil, true, false].randomElement(using: &random) ?? nil
            let outcome = try register("my-org/wind:\(tag)", isDefault: wish)
            if case .registered(let revision, _, _) = outcome, revision.isDefault { expected = tag }
            let defaults = try store.list(nil, after: 0, limit: 100).filter(\.isDefault)
            #expect(defaults.map(\.revision.tag.text) == (expected.map { [$0] } ?? []))
        }
    }

    @Test func `a twine is kept as it came, and may come later, but never changes`() throws {
        let twine: JSONValue = ["title": "wind", "input_values_schema": ["type": "object"]]
        try register("my-org/wind:1.0.0")
        let known = try #require(try store.describe(ServiceRevision("my-org/wind:1.0.0")))
        #expect(try store.twine(of: known.revision) == nil)
        guard
            case .alreadyRegistered(known, newTwine: _?) =
                try register("my-org/wind:1.0.0", twine: twine)
        else {
            Issue.record("the twine is not added")
            return
        }
        #expect(try store.twine(of: known.revision)?.text() == twine.text())
        #expect(
            try register("my-org/wind:1.0.0", twine: twine)
                == .alreadyRegistered(known, newTwine: nil))
        #expect(try register("my-org/wind:1.0.0") == .alreadyRegistered(known, newTwine: nil))
        #expect(try register("my-org/wind:1.0.0", twine: [:]) == .conflict(.twine))
        #expect(try store.twine(of: known.revision) == twine)
    }

    @Test func `a name that no program wrote is reported as damage`() throws {
        try register("my-org/wind:1.0.0")
        try connection.execute("UPDATE revision SET service = 'My Org'")
        let error = try #require(throws: StoreError.self) {
            try store.list(nil, after: 0, limit: 1)
        }
        #expect(error.kind == .corrupt)
    }

    @discardableResult
    private func register(
        _ revision: String, isDefault: Bool? = nil, twine: JSONValue? = nil
    ) throws -> RegistrationOutcome {
        try store.register(
            RegistrationRequest(
                revision: ServiceRevision(revision), isDefault: isDefault, twine: twine),
            by: "node-1",
            at: Timestamp(microseconds: 1_000_000))
    }

    private func defaultTag() throws -> String? {
        try store.resolve(ServiceName("my-org/wind"))?.revision.tag.text
    }

    private func tags(_ revisions: [RegisteredRevision]) -> [String] {
        revisions.map(\.revision.tag.text)
    }
}
