import Registry
import Store
import TestSupport
import Testing
import Topics

struct RevisionPoliciesTests {
    let store: RevisionStore
    let service: ServiceName
    let time = Timestamp(microseconds: 1)

    init() throws {
        store = try RevisionStore(Connection(path: ":memory:"))
        service = try ServiceName("my-org/wind")
    }

    @Test func `a service has the policy of the registry until it has its own`() throws {
        #expect(try store.policy(of: service) == .simple(.latestVersion))
        try set(.simple(.pinned), of: nil)
        #expect(try store.policy(of: service) == .simple(.pinned))
        try set(.simple(.latestStable), of: service)
        #expect(try store.policy(of: service) == .simple(.latestStable))
        #expect(try store.policy(of: ServiceName("a/b")) == .simple(.pinned))
        try set(nil, of: service)
        #expect(try store.policy(of: service) == .simple(.pinned))
        try set(nil, of: nil)
        #expect(try store.policy(of: service) == .simple(.latestVersion))
    }

    @Test func `a policy moves the default when it is told to`() throws {
        for tag in ["1.0.0", "2.0.0rc1"] { try register(tag) }
        #expect(try set(.simple(.latestStable), of: service).map(\.kind) == [.policyChanged])
        #expect(try defaultTag() == "2.0.0rc1")
        let applied = try set(.simple(.latestStable), of: service, isApplied: true)
        #expect(applied.map(\.kind) == [.defaultChanged])
        #expect(try defaultTag() == "1.0.0")
        #expect(try set(.simple(.latestStable), of: service, isApplied: true) == [])
    }

    @Test func `a channel has a head of its own, which can be the default`() throws {
        try register("1.0.0")
        try register("1.1.0rc1", isDefault: false, channel: "beta")
        #expect(try defaultTag() == "1.0.0")
        #expect(try resolved(channel: "beta") == "1.1.0rc1")
        #expect(try resolved(channel: "canary") == nil)
        #expect(
            try set(.channel(ChannelName("beta")), of: service).map(\.kind)
                == [.policyChanged, .defaultChanged])
        #expect(try defaultTag() == "1.1.0rc1")
        try register("1.2.0")
        #expect(try defaultTag() == "1.1.0rc1")
        try register("main", channel: "beta")
        #expect(try defaultTag() == "main")
        let moved = try store.setChannel(
            ChannelRequest(ChannelName("beta"), of: service, to: RevisionTag("1.2.0")),
            by: "operator", at: time)
        #expect(moved.map(\.kind) == [.channelChanged, .defaultChanged])
        #expect(moved.first?.former?.text == "main")
        #expect(try defaultTag() == "1.2.0")
    }

    @Test func `a registration that is repeated does not move a channel back`() throws {
        try register("1.0.0", channel: "beta")
        try register("1.1.0", channel: "beta")
        try register("1.0.0", channel: "beta")
        #expect(try resolved(channel: "beta") == "1.1.0")
        let other = try register("1.0.0", channel: "canary")
        #expect(other == .conflict(.channel(before: try ChannelName("beta"))))
    }

    @Test func `is_default decides, whatever the policy`() throws {
        try register("1.0.0")
        try register("1.1.0")
        let weights = try #require(
            RevisionWeights([RevisionTag("1.0.0"): 1, RevisionTag("1.1.0"): 1]))
        let board = PolicyService(.defaultRevision(try ServiceName("my-org/board")))
        let policies: [RegistryPolicy] = [
            .simple(.latestVersion), .simple(.latestStable), .simple(.pinned),
            .channel(try ChannelName("beta")), .weighted(weights), .ask(board),
        ]
        for (number, policy) in policies.enumerated() {
            try set(policy, of: service)
            try register("yes-\(number)", isDefault: true)
            #expect(try defaultTag() == "yes-\(number)")
            try register("9\(number).0", isDefault: false)
            #expect(try defaultTag() == "yes-\(number)")
        }
    }

    @Test func `a tree of questions gets the revision that its root chooses`() throws {
        for tag in ["1.0.0", "1.1.0"] { try register(tag) }
        let weights = try #require(
            RevisionWeights([RevisionTag("1.0.0"): 3, RevisionTag("1.1.0"): 1]))
        try set(.weighted(weights), of: service)
        var counts: [String: Int] = [:]
        for number in 0..<4_000 {
            let question = QuestionID(high: 7, low: UInt64(number))
            let tag = try #require(try resolved(for: question))
            #expect(try resolved(for: question) == tag)
            #expect(weights.choice(for: question, of: service).text == tag)
            counts[tag, default: 0] += 1
        }
        #expect((2_850...3_150).contains(counts["1.0.0", default: 0]))
        #expect(counts.values.reduce(0, +) == 4_000)
        // Nobody's tree: the default one, with the weights.
        let found = try store.resolution(of: .defaultRevision(service), channel: nil, for: nil)
        #expect(found?.known.revision.tag.text == "1.1.0")
        #expect(found?.weights == weights)
    }

    @Test func `a revision that is in use says so`() throws {
        try register("1.0.0")
        try register("0.9.0", channel: "beta")
        try register("0.8.0")
        try register("0.7.0")
        try set(.weighted(#require(RevisionWeights([RevisionTag("0.8.0"): 1]))), of: service)
        #expect(try use("1.0.0") == "is the default of its service")
        #expect(try use("0.9.0") == "is the head of channel beta of its service")
        #expect(try use("0.8.0") == "has a weight in the policy of its service")
        #expect(try use("0.7.0") == nil)
    }

    @Test func `what is deregistered heads no channel and has no share`() throws {
        for tag in ["1.0.0", "1.1.0"] { try register(tag, channel: "beta") }
        let tags = try [RevisionTag("1.0.0"), RevisionTag("1.1.0")]
        try set(.weighted(#require(RevisionWeights([tags[0]: 1, tags[1]: 1]))), of: service)
        let known = try #require(
            try store.describe(ServiceRevision(service: service, tag: tags[1])))
        let changes = try store.deregister(known, because: nil, by: "operator", at: time)
        #expect(changes.map(\.kind) == [.channelChanged, .deregistered, .defaultChanged])
        #expect(try resolved(channel: "beta") == nil)
        for number in 0..<20 as Range<UInt64> {
            #expect(try resolved(for: QuestionID(high: 0, low: number)) == "1.0.0")
        }
        #expect(try resolved(for: nil) == "1.0.0")
    }

    @Test func `a registration waits for the policy service, and then becomes what it says`() throws
    {
        try register("1.0.0")
        let board = try ServiceRevision("my-org/board:1")
        try set(.ask(PolicyService(.revision(board), fallback: .pinned)), of: service)
        guard case .asking(let inquiry) = try register("2.0.0") else {
            Issue.record("nobody is asked")
            return
        }
        #expect(inquiry.asked == board)
        #expect(
            inquiry.values.text()
                == #"{"namespace":"my-org","name":"wind","revision_tag":"2.0.0","#
                + #""default_revision_tag":"1.0.0","revision_tags":["1.0.0"]}"#)
        #expect(try store.describe(inquiry.wish.revision) == nil)
        guard
            case .registered(let known, _, let reason) = try store.register(
                inquiry.wish, by: inquiry.registrant, at: time, answer: .said(true, by: board))
        else {
            Issue.record("it is not registered")
            return
        }
        #expect(known.isDefault)
        #expect(reason == "my-org/board:1 said true")
        // Whoever asks again meanwhile has waited for the same answer.
        guard
            case .alreadyRegistered = try store.register(
                inquiry.wish, by: inquiry.registrant, at: time, answer: .failed("late"))
        else {
            Issue.record("it is registered twice")
            return
        }
        #expect(try defaultTag() == "2.0.0")
    }

    @Test func `a policy service is not asked about itself, or when there is none`() throws {
        let wind = PolicyService(.defaultRevision(service))
        try set(.ask(wind), of: nil)
        guard case .registered(_, _, let own) = try register("1.0.0") else {
            Issue.record("it is asked about itself")
            return
        }
        #expect(
            own
                == "a policy service is not asked about itself; by latest-version: no version is higher"
        )
        try set(.ask(PolicyService(.defaultRevision(ServiceName("a/b")))), of: service)
        guard case .registered(_, _, let missing) = try register("2.0.0") else {
            Issue.record("nobody is asked")
            return
        }
        #expect(missing == "a/b has no default revision; by latest-version: no version is higher")
    }

    @Test func `a service has at most 64 channels`() throws {
        for number in 1...RevisionStore.channelLimit {
            try register("\(number)", channel: "channel-\(number)")
        }
        #expect(try register("65", channel: "one-more") == .conflict(.tooManyChannels))
        guard case .registered = try register("66", channel: "channel-1") else {
            Issue.record("a channel that is there has room")
            return
        }
    }

    @discardableResult
    private func register(
        _ tag: String, isDefault: Bool? = nil, channel: String? = nil
    ) throws -> RegistrationOutcome {
        let revision = ServiceRevision(service: service, tag: try RevisionTag(tag))
        return try store.register(
            RegistrationRequest(
                revision: revision, isDefault: isDefault, channel: channel.map(ChannelName.init)),
            by: "node-1", at: time)
    }

    @discardableResult
    private func set(
        _ policy: RegistryPolicy?, of service: ServiceName?, isApplied: Bool = false
    ) throws -> [HistoryEntry] {
        try store.setPolicy(
            PolicyRequest(service: service, policy: policy, isApplied: isApplied), by: "operator",
            at: time)
    }

    private func defaultTag() throws -> String? {
        try store.resolve(service)?.revision.tag.text
    }

    private func resolved(
        channel: String? = nil, for question: QuestionID? = nil
    ) throws -> String? {
        try store.resolution(
            of: .defaultRevision(service), channel: channel.map(ChannelName.init), for: question)?
            .known.revision.tag.text
    }

    private func use(_ tag: String) throws -> String? {
        let revision = ServiceRevision(service: service, tag: try RevisionTag(tag))
        return try store.use(of: #require(try store.describe(revision)))
    }
}
