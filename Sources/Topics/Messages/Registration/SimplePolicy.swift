/// A policy that looks at tags alone.
public enum SimplePolicy: String, CaseIterable, Sendable {
    /// The highest version becomes the default, pre-releases included.
    case latestVersion = "latest-version"
    /// The highest version becomes the default that is neither a pre-release nor a development release.
    case latestStable = "latest-stable"
    /// The default stays where it is until somebody moves it.
    case pinned
}
