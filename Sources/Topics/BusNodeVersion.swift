/// The version of this software.
public enum BusNodeVersion {
    /// The version in the manner of Semantic Versioning.
    public static let text = "0.1.0"
}
