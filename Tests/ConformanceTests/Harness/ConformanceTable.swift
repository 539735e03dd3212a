/// Every feature, whether it is offered, and the cases that prove it.
enum ConformanceTable {
    /// All cases, in the order of their files.
    static let cases: [ConformanceCase] =
        TopicCases.all + SubscriptionCases.all + DeliveryCases.all + AckDeadlineCases.all
        + RetryPolicyCases.all + DeadLetterCases.all + FilterCases.all + OrderingCases.all
        + ExactlyOnceCases.all + RetentionCases.all + SeekCases.all + SnapshotCases.all
        + ExpirationCases.all + DeduplicationCases.all + MessageTimeCases.all + PriorityCases.all
        + PullCases.all + RequestReplyCases.all + QuestionCases.all + LimitCases.all
        + ListingCases.all + ExplainCases.all

    /// The table in Markdown, with what failed, if anything did.
    static func markdown(failed: Set<String> = []) -> String {
        let rows = Feature.allCases.map { row($0, failed) }
        return "| feature | Pub/Sub | here | cases |\n|---|---|---|---|\n"
            + rows.joined(separator: "\n") + "\n"
    }

    private static func row(_ feature: Feature, _ failed: Set<String>) -> String {
        let proofs = cases.filter { $0.proves.contains(feature) }.map(\.name)
        let broken = proofs.filter(failed.contains)
        let verdict: String
        var proof = proofs.joined(separator: "; ")
        switch feature.standing {
        case _ where !broken.isEmpty:
            verdict = "FAILED"
            proof = broken.joined(separator: "; ")
        case .offered(let remark): verdict = remark.isEmpty ? "passed" : "passed (\(remark))"
        case .provenBy(let file, let remark):
            verdict = "passed (\(remark))"
            proof = "`\(file)`"
        case .notOffered(let reason): verdict = "not offered (\(reason))"
        }
        return "| \(feature.rawValue) | \(feature.inPubSub ?? "–") | \(verdict) | \(proof) |"
    }
}
