/// Why a text is no pattern that we take.
struct PatternError: Error {
    /// What is wrong, and where.
    let explanation: String
}
