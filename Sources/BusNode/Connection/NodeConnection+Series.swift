package import Topics

extension NodeConnection {
    /// Publishes messages one right behind the other, so that they come to their topics in this order.
    ///
    /// - Returns: for each, nil when it is on the backbone's disk, or why it is not.
    package func publish(inOrder publications: [Publication]) async -> [NodeError?] {
        // Tasks of one actor begin in the order in which they are made, and send before they wait.
        let sending = publications.map { publication in
            Task { () async -> NodeError? in
                do throws(NodeError) {
                    try await confirm(.publish(publication))
                    return nil
                } catch {
                    return error
                }
            }
        }
        var outcomes: [NodeError?] = []
        for task in sending { outcomes.append(await task.value) }
        return outcomes
    }
}
