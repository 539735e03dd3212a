package import Store
package import Topics

extension RevisionStore {
    /// What a name stands for now; nil when there is no such revision, channel or default.
    ///
    /// Where weights decide, a tree of questions gets the revision that its root chooses. Who names no tree
    /// gets the default one, or without one the heaviest, and the weights to choose by.
    ///
    /// - Parameters:
    ///   - reference: The revision, or the service whose default or channel is meant.
    ///   - channel: The channel whose head is meant instead of the default.
    ///   - question: The question at the root of the tree that asks; nil when no tree does.
    package func resolution(
        of reference: ServiceReference, channel: ChannelName?, for question: QuestionID?
    ) throws(StoreError) -> Resolution? {
        guard case .defaultRevision(let service) = reference else {
            return try resolve(reference).map { Resolution($0) }
        }
        if let channel {
            guard let tag = try policies.head(of: channel, service) else { return nil }
            return try describe(ServiceRevision(service: service, tag: tag)).map { Resolution($0) }
        }
        guard let weights = try weights(of: service) else {
            return try resolve(service).map { Resolution($0) }
        }
        if let question {
            let tag = weights.choice(for: question, of: service)
            return try describe(ServiceRevision(service: service, tag: tag)).map { Resolution($0) }
        }
        if let known = try resolve(service) { return Resolution(known, weights: weights) }
        return try describe(ServiceRevision(service: service, tag: weights.heaviest)).map {
            Resolution($0, weights: weights)
        }
    }
}
