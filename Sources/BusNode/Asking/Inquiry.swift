/// One of many questions that are asked together: what about, and how.
public struct Inquiry<Values: Encodable & Sendable>: Sendable {
    /// What is asked about, to be written as JSON.
    public var values: Values
    /// What there is to say about this one; nil for what holds for all of them.
    public var options: Child.Options?

    /// A question among many.
    public init(_ values: Values, _ options: Child.Options? = nil) {
        self.values = values
        self.options = options
    }
}
