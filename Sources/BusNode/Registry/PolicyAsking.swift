import Registry

/// Asks a policy service whether a revision becomes the default one.
enum PolicyAsking {
    /// The longest part of an answer or error that is repeated in a reason, in characters.
    private static let quoteLimit = 300

    /// Asks over the registry's own connection, and returns what came of it, whatever that is.
    static func ask(
        _ inquiry: PolicyInquiry, over connection: NodeConnection
    ) async -> PolicyAnswer {
        let timeout = Duration.milliseconds(inquiry.timeoutMilliseconds)
        do throws(NodeError) {
            let child = try Child(
                inquiry.asked.description, connection: connection, asking: nil)
            var options = Child.Options(timeout: timeout)
            options.forwardsLogs = false
            options.saveDiagnostics = .off
            let answer = try await child.answer(
                to: inquiry.values, as: JSONValue.self, options)
            if let isDefault = answer.bool { return .said(isDefault, by: inquiry.asked) }
            return .failed(
                "\(inquiry.asked) said \(answer.text().prefix(quoteLimit)), which is neither true "
                    + "nor false")
        } catch {
            let isLate = error.code == .timedOut || error.code == .cancelled
            return .failed(
                isLate
                    ? "\(inquiry.asked) did not answer within \(timeout)"
                    : "\(inquiry.asked) gave no answer (\(error.message.prefix(quoteLimit)))")
        }
    }
}
