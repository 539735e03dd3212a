/// The rows of the table of features that message buses are compared by, and how we stand to each.
enum Feature: String, CaseIterable, Sendable {
    case topicNames = "topic names / wildcards"
    case contentFilter = "content filter"
    case durableSubscription = "durable subscription"
    case pullAndPush = "pull / push"
    case ackDeadline = "ack deadline + lease extension"
    case nack
    case backOff = "redelivery back-off"
    case deadLetter = "max delivery + dead letter"
    case ordering
    case exactlyOnce = "dedup / exactly once"
    case retention = "retention / replay / seek"
    case timeToLive = "per-message TTL"
    case delay = "delayed / scheduled"
    case priorities
    case flowControl = "flow control"
    case loadBalancing = "load balancing in a group"
    case requestReply = "request/reply"
    case manyEvents = "many events per question"
    case discovery = "service discovery"
    case schemas = "schema validation"
    case headers
    case maxMessage = "max message"
    case authorization = "authn / authz"
    case encryption
    case tenants
    case metrics = "metrics / tracing"
    case tools = "CLI / web UI"
    case embedded = "embedded in-process"
    case clustering
    case durability = "fsync before ack (default)"

    /// How we stand to a feature.
    enum Standing: Equatable {
        /// Cases prove it; the text says what of it is left out or different.
        case offered(String = "")
        /// It is there, and not seen through the protocol: the file of the tests that prove it.
        case provenBy(String, String)
        /// It is not there, for this reason.
        case notOffered(String)
    }

    /// What Google Pub/Sub has of it; nil for nothing.
    var inPubSub: String? {
        switch self {
        case .topicNames: "flat, none"
        case .contentFilter: "attributes language, ≤ 256 B, immutable"
        case .durableSubscription: "yes"
        case .pullAndPush: "pull, stream, HTTP push, export"
        case .ackDeadline: "10–600 s, per-message extension"
        case .nack: "deadline 0"
        case .backOff: "exponential min/max ≤ 600 s"
        case .deadLetter: "5–100 → topic"
        case .ordering: "ordering key"
        case .exactlyOnce: "exactly-once pull; no publisher dedup"
        case .retention: "10 min–31 d, time + snapshot"
        case .flowControl: "outstanding messages/bytes"
        case .loadBalancing: "shared subscription"
        case .manyEvents: "do-it-yourself"
        case .schemas: "Avro, protobuf, revisions"
        case .headers: "100 × 256 B/1,024 B"
        case .maxMessage: "10 MB"
        case .authorization: "IAM, OIDC push"
        case .encryption: "TLS"
        case .tenants: "projects"
        case .metrics: "Cloud Monitoring, client OTel spans"
        case .tools: "gcloud / console"
        case .clustering, .durability: "managed"
        case .timeToLive, .delay, .priorities, .requestReply, .discovery, .embedded: nil
        }
    }

    /// How we stand to it.
    var standing: Standing {
        switch self {
        case .contentFilter: .offered("filters of up to 1,024 B")
        case .pullAndPush:
            .offered("without HTTP push and export, which need no place in an engine")
        case .exactlyOnce: .offered("and publishers' deduplication keys")
        case .delay: .offered("no repeated schedules")
        case .metrics:
            .offered("counts and explanations; spans are the nodes', trace attributes are carried")
        case .schemas: .notOffered("payloads are opaque: nodes check what they read")
        case .authorization:
            .notOffered(
                "the protocol has none of its own: sockets stay on a network that is trusted")
        case .encryption:
            .notOffered(
                "the protocol has none of its own: sockets stay on a network that is trusted")
        case .tenants: .notOffered("one backbone is one project: start another")
        case .clustering: .notOffered("there is one backbone")
        case .tools:
            .provenBy(
                "Tests/CommandTests", "the program `busnode`; no web page")
        case .embedded:
            .provenBy("Tests/BusNodeTests/Live/LiveRegistryTests.swift", "`EmbeddedBus`")
        case .topicNames, .durableSubscription, .ackDeadline, .nack, .backOff, .deadLetter,
            .ordering, .retention, .timeToLive, .priorities, .flowControl, .loadBalancing,
            .requestReply, .manyEvents, .discovery, .headers, .maxMessage, .durability:
            .offered()
        }
    }
}
