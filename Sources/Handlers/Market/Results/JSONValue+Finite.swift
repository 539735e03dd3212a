import Topics

extension JSONValue {
    /// A number; null for none, and for one that JSON cannot write.
    init(finite number: Double?) {
        self = number.flatMap { JSONNumber($0) }.map { .number($0) } ?? .null
    }
}
