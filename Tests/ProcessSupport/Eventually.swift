/// Waits until something that can be observed is so, and fails the test when it takes too long.
///
/// - Parameter within: generous, for machines that do much else; a test that passes does not wait for it.
package func eventually<Value>(
    _ what: String, within patience: Duration = .seconds(60),
    _ observe: () async throws -> Value?
) async throws -> Value {
    let deadline = ContinuousClock.now + patience
    while ContinuousClock.now < deadline {
        if let value = try await observe() { return value }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw NeverHappened(what: what)
}

/// What a test waited for in vain.
package struct NeverHappened: Error, CustomStringConvertible {
    let what: String

    /// An error that says what did not happen.
    package init(what: String) {
        self.what = what
    }

    /// What did not happen.
    package var description: String { "waited in vain: \(what)" }
}
