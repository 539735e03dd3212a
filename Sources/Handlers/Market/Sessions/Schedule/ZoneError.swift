/// Why a text names no place whose clocks are known.
package struct ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text, and what is wrong with it.
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
