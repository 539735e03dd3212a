import Testing
import Topics

struct RegistrationTests {
    private static let time = Timestamp(microseconds: 1_700_000_000_000_125)

    @Test func `each message of the registry comes back as it was written`() throws {
        let revision = try ServiceRevision("my-org/wind:1.2.0")
        let description = RevisionDescription(
            number: 12, revision: revision, isDefault: true, requestedDefault: false,
            version: "1.2.0", registrant: "node-1", registeredAt: Self.time)
        let bare = RevisionDescription(
            number: 13, revision: try ServiceRevision("a/b:main"), isDefault: false,
            requestedDefault: nil, version: nil, registrant: "", registeredAt: Self.time)

        try expectRoundTrip(RegistrationRequest(revision: revision))
        try expectRoundTrip(RegistrationRequest(revision: revision, isDefault: false))
        try expectRoundTrip(RegistrationRequest(revision: revision, twine: ["title": "wind"]))
        try expectRoundTrip(RegistrationReply(revision: revision, isDefault: true, isNew: false))
        try expectRoundTrip(ResolutionRequest(.revision(revision)))
        try expectRoundTrip(ResolutionRequest(.defaultRevision(revision.service)))
        try expectRoundTrip(
            ResolutionRequest(.defaultRevision(revision.service), wantsTwine: true))
        try expectRoundTrip(
            ResolutionReply(revision: revision, isDefault: true, twine: ["title": "wind"]))
        try expectRoundTrip(ResolutionReply(revision: revision, isDefault: false))
        try expectRoundTrip(ListingRequest())
        try expectRoundTrip(ListingRequest(service: revision.service, after: 7, limit: 1_000))
        try expectRoundTrip(ListingReply(revisions: [description, bare], next: 13))
        try expectRoundTrip(ListingReply(revisions: []))
        try expectRoundTrip(DescriptionRequest(revision))
        try expectRoundTrip(description)
        try expectRoundTrip(RegistryRefusal("no", fields: ["name": "is missing"]))
        try expectRoundTrip(RegistryRefusal("no", revisions: ["a/b:1"]))
        try expectRoundTrip(RegistryChange.registered(bare))
        let entry = HistoryEntry(
            number: 7, kind: .policyChanged, service: revision.service, tag: revision.tag,
            former: try RevisionTag("1.1.0"), channel: try ChannelName("beta"),
            policy: .simple(.pinned), reason: "it is faster", by: "node-1", at: Self.time)
        let bareEntry = HistoryEntry(
            number: 8, kind: .deprecated, service: nil, by: "node-1", at: Self.time)
        try expectRoundTrip(RegistryChange.changed(entry))
        try expectRoundTrip(HistoryReply(changes: [entry, bareEntry], next: 8))
        try expectRoundTrip(HistoryReply(changes: []))
    }

    @Test func `each message about policies and channels comes back as it was written`() throws {
        let revision = try ServiceRevision("my-org/wind:1.2.0")
        let weights = try #require(RevisionWeights([revision.tag: 3, RevisionTag("2"): 0]))
        let beta = try ChannelName("beta")
        let board = PolicyService(
            .defaultRevision(revision.service), timeoutMilliseconds: 1_500, fallback: .pinned)
        for policy in [
            .simple(.latestVersion), .simple(.latestStable), .simple(.pinned), .channel(beta),
            .weighted(weights), .ask(board),
        ] as [RegistryPolicy] {
            try expectRoundTrip(policy)
            try expectRoundTrip(PolicyRequest(service: revision.service, policy: policy))
            try expectRoundTrip(
                PolicyReply(
                    service: revision.service, policy: policy, isOwn: true,
                    channels: [beta: revision.tag]))
        }
        try expectRoundTrip(
            PolicyRequest(service: nil, policy: nil, isApplied: true, because: "freeze"))
        try expectRoundTrip(ServiceRequest(nil))
        try expectRoundTrip(ServiceRequest(revision.service))
        try expectRoundTrip(ChannelRequest(beta, of: revision.service, to: revision.tag))
        try expectRoundTrip(
            ChannelRequest(beta, of: revision.service, to: nil, because: "it is over"))
        try expectRoundTrip(
            ResolutionRequest(
                .defaultRevision(revision.service), channel: beta,
                originatorQuestion: QuestionID(high: 1, low: 2)))
        try expectRoundTrip(
            ResolutionReply(revision: revision, isDefault: false, weights: weights))
        try expectRoundTrip(RegistrationRequest(revision: revision, channel: beta))
    }

    @Test func `each message that changes a revision comes back as it was written`() throws {
        let revision = try ServiceRevision("my-org/wind:1.2.0")
        try expectRoundTrip(DefaultRequest(revision))
        try expectRoundTrip(DefaultRequest(revision, because: "it is faster"))
        try expectRoundTrip(DeprecationRequest(revision, because: "wrong units"))
        try expectRoundTrip(DeprecationRequest(revision, because: nil))
        try expectRoundTrip(DeregistrationRequest(revision))
        try expectRoundTrip(DeregistrationRequest(revision, isForced: true, because: "broken"))
        try expectRoundTrip(DeregistrationReply(revision: revision, wasRegistered: false))
    }

    @Test func `null is as good as nothing where a field may be absent`() throws {
        let json: JSONValue = [
            "namespace": "my-org", "name": "wind", "revision_tag": "1.0", "is_default": .null,
        ]
        #expect(try json.decode(as: RegistrationRequest.self).isDefault == nil)
    }

    @Test func `a key that is not known is passed over`() throws {
        let json: JSONValue = ["namespace": "my-org", "name": "wind", "owner": "me"]
        #expect(
            try json.decode(as: ResolutionRequest.self).reference.description == "my-org/wind")
    }

    @Test func `a change of an unknown kind is refused`() throws {
        let json: JSONValue = ["kind": "removed", "namespace": "my-org", "name": "wind"]
        let errors = try #require(throws: FieldErrors.self) {
            try json.decode(as: RegistryChange.self)
        }
        #expect(errors.reasons.keys.sorted() == ["kind"])
    }

    private func expectRoundTrip(_ message: some Codable & Equatable) throws {
        let json = try JSONValue(parsing: JSONValue(encoding: message).bytes())
        #expect(try json.decode(as: type(of: message)) == message)
    }
}
