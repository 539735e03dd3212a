/// Why a topology is refused: every rule that it breaks, at least one.
public struct TopologyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The broken rules: first those of single keys in the order of the file, then those between nodes.
    public let violations: [TopologyViolation]

    init(_ violations: [TopologyViolation]) {
        precondition(!violations.isEmpty, "a topology without violations is not refused")
        self.violations = violations
    }

    /// One line for each broken rule.
    public var description: String {
        violations.map(\.description).joined(separator: "\n")
    }
}
