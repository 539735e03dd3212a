/// A service that questions are passed on to, by the name it has in the app.
public struct TwineChild: Hashable, Sendable {
    /// The name in the app.
    public let key: String
    /// What it is for.
    public let purpose: String?
    /// Kept, and never evaluated.
    public let filters: String?
}
