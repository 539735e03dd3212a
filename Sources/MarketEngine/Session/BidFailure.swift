/// Why a bid could not be computed.
package struct BidFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of the failure.
    package let verdict: BidVerdict
    /// What was found, with names and numbers.
    package let description: String

    init(_ verdict: BidVerdict, _ description: String) {
        self.verdict = verdict
        self.description = description
    }
}
