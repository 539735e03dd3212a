/// Something that must never happen, and did.
struct SimulationFailure: Error, CustomStringConvertible {
    let description: String

    /// A failure in words.
    init(_ description: String) {
        self.description = description
    }
}

/// Fails unless a condition holds.
func require(
    _ condition: Bool, _ description: @autoclosure () -> String
) throws(SimulationFailure) {
    if !condition { throw SimulationFailure(description()) }
}
