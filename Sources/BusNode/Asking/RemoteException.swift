/// An exception as a child sent it; a handler that throws one says exactly what its parent sees.
public struct RemoteException: Error, Codable, Hashable, Sendable, CustomStringConvertible {
    /// The type's name in the child's language.
    public var type: String
    /// What the child says about it.
    public var message: String
    /// Where in the child it happened, outermost call first; may be empty.
    public var traceback: [String]

    /// An exception of a child.
    public init(type: String, message: String, traceback: [String] = []) {
        self.type = type
        self.message = message
        self.traceback = traceback
    }

    /// The message, after the type.
    public var description: String { "\(type): \(message)" }

    private enum CodingKeys: String, CodingKey {
        case type = "exception_type"
        case message = "exception_message"
        case traceback = "exception_traceback"
    }
}
