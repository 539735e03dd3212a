/// An input that no session can be computed from.
package struct SessionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Which value is wrong, and what it is.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
