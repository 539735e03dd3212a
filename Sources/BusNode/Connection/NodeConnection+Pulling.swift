import Handlers
package import Topics

extension NodeConnection {
    /// Takes some messages of a subscription.
    ///
    /// - Throws: `NodeError` with the reason of a refusal, or with code `cancelled` when the task is
    ///   cancelled; what had come by then is given back.
    package func pull(_ request: PullRequest) async throws(NodeError) -> [Delivery] {
        try checkRoom()
        lastPull += 1
        let pull = lastPull
        let result: Result<[Delivery], NodeError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else {
                    return continuation.resume(returning: .failure(Self.pullCancelled))
                }
                pulls[pull] = correlation(
                    of: .pull(request), .deliveries([], continuation))
            }
        } onCancel: {
            Task { await self.stopPulling(pull) }
        }
        pulls[pull] = nil
        return try result.get()
    }

    private static let pullCancelled = NodeError(.cancelled, "pulling messages was cancelled")

    private func stopPulling(_ pull: UInt64) {
        guard let correlation = pulls[pull],
            case .deliveries(let deliveries, let continuation) = waiters.removeValue(
                forKey: correlation)
        else { return }
        withLink { link, _, _ in link.forget(correlation) }
        for delivery in deliveries {
            let reference = DeliveryReference(
                message: delivery.message.id, attempt: delivery.attempt)
            let change = LeaseChange(
                subscription: delivery.subscription, delivery: reference, milliseconds: 0)
            submit(.reject(change), .nobody)
        }
        continuation.resume(returning: .failure(Self.pullCancelled))
    }
}
