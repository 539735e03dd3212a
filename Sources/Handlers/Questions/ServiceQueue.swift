import Topics

/// The questions for one revision, and who answers them.
final class ServiceQueue {
    let revision: ServiceRevision
    var queue = LeaseQueue<QuestionOrder>()
    /// Since when nobody serves the revision, in milliseconds; nil while somebody does.
    var unservedSince: Int64?
    /// Until when those who served it before a restart are waited for, in milliseconds.
    var expectedUntil: Int64?

    /// A revision that nobody serves yet.
    init(_ revision: ServiceRevision, at now: Moment) {
        self.revision = revision
        unservedSince = now.milliseconds
    }

    /// Whether a question may be accepted for it.
    func isServed(at now: Moment) -> Bool {
        queue.hasConsumers || (expectedUntil ?? .min) > now.milliseconds
    }
}
