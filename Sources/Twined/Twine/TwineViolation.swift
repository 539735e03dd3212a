public import Topics

/// One thing in the data of a strand that twine.json does not allow.
public struct TwineViolation: Hashable, Sendable, CustomStringConvertible {
    /// Which data.
    public let strand: Strand
    /// Where in the data.
    public let place: JSONPointer
    /// Where in twine.json the rule is; nil for a rule that holds for every service.
    public let twinePlace: JSONPointer?
    /// One sentence about what is wrong.
    public let message: String

    init(_ strand: Strand, _ place: JSONPointer, _ twinePlace: JSONPointer?, _ message: String) {
        self.strand = strand
        self.place = place
        self.twinePlace = twinePlace
        self.message = message
    }

    /// The strand, the place and the sentence on one line.
    public var description: String {
        let rule = twinePlace.map { " (\($0) in twine.json)" } ?? ""
        return "\(strand.rawValue)\(place): \(message)\(rule)"
    }
}
