public import Topics

/// Something that is wrong in a configuration, or worth knowing, and where.
public struct ConfigurationFinding: Hashable, Sendable, CustomStringConvertible {
    /// Where in the file.
    public let place: JSONPointer
    /// One sentence with the value and what would be right.
    public let explanation: String

    /// The place and the sentence on one line.
    public var description: String {
        let place = place.tokens.isEmpty ? "the file" : place.description
        return "\(place): \(explanation)"
    }
}
