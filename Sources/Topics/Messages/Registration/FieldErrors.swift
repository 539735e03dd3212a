/// What is wrong with the fields of a JSON object: every bad one, not only the first.
public struct FieldErrors: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with a field, by its key in the JSON.
    public private(set) var reasons: [String: String]

    /// No errors so far.
    init() {
        reasons = [:]
    }

    mutating func add(_ reason: String, to field: RegistryField) {
        reasons[field.rawValue] = reason
    }

    /// The fields in alphabetical order, each with what is wrong with it.
    public var description: String {
        reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "; ")
    }
}
