/// A promise was not kept.
struct TrialFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    /// Fails when something does not hold.
    static func unless(_ holds: Bool, _ description: @autoclosure () -> String) throws {
        guard holds else { throw TrialFailure(description()) }
    }
}
