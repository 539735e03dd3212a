/// What is wrong with a member of a JSON object.
public struct MemberError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The key of the member; within an object of an object, with the keys in front and dots between.
    public let member: String
    /// What is wrong with it, such as "must be a whole number from 10 to 600".
    public let reason: String

    /// A reason against a member.
    public init(_ member: String, _ reason: String) {
        self.member = member
        self.reason = reason
    }

    /// The error as one of a member of the object that a member holds.
    func within(_ member: String) -> MemberError {
        MemberError("\(member).\(self.member)", reason)
    }

    /// One sentence for a person.
    public var description: String { "\(member) \(reason)" }
}
