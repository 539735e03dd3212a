/// A name of the environment that has to be set.
public struct TwineCredential: Hashable, Sendable {
    /// The name, as in `WEATHER_TOKEN`.
    public let name: String
    /// What it is for.
    public let purpose: String?
}
