package import Topics

/// The times and numbers that the backbone keeps to, each with its unit and its reason.
package struct BackboneLimits: Sendable, Equatable {
    /// A node sends something at least this often, in milliseconds.
    package var heartbeat: UInt32 = 2_000
    /// A session that was silent this long is over, in milliseconds: five heartbeats.
    package var silence: UInt32 = 10_000
    /// A session whose connection broke may take itself up again for this long, in milliseconds: longer
    /// than a node takes to reconnect, shorter than a person waits.
    package var absence: UInt32 = 3_000
    /// How long a question is leased to a child at a time, in milliseconds; every event extends it.
    package var questionLease: UInt32 = 30_000
    /// How often a question is given to a child before it is taken to be what kills them.
    package var questionAttempts: UInt32 = 5
    /// How long a question waits for somebody to serve its revision again, in milliseconds.
    package var unserved: UInt32 = 60_000
    /// How long a request may stay unanswered, in milliseconds.
    package var request: UInt32 = 30_000
    /// How long a deduplication key is remembered, in milliseconds.
    package var deduplication: UInt32 = 600_000

    /// Most sessions at one time: a tenth of the file descriptors that a busy machine grants a process.
    package var sessions = 10_000
    /// Most topics, as in Pub/Sub.
    package var topics = 10_000
    /// Most subscriptions, as in Pub/Sub.
    package var subscriptions = 10_000
    /// Most snapshots, as in Pub/Sub.
    package var snapshots = 5_000
    /// Most revisions, subscriptions and addresses that one session is attached to.
    package var attachments = 1_000
    /// Most questions without an end; each takes about 300 bytes of memory.
    package var openQuestions = 1_000_000
    /// How many questions, and bytes of them, a session may ask of one revision before a child has had them:
    /// what a busy service answers in a second.
    package var asking = Window(messages: 1_000, bytes: 16_000_000)
    /// Most requests that wait for a reply.
    package var requests = 10_000
    /// Most messages removed in one sweep, so that a sweep stays within a turn.
    package var sweep = 10_000

    /// The limits of a backbone that is run for real.
    package static let standard = BackboneLimits()
}
