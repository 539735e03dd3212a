/// Why a text is not a value of its kind.
struct ValueError: Error, Equatable {
    /// The rule that the text breaks, in words that follow "…:".
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}
