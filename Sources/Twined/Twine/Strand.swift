/// A part of what a service takes or gives, as twine.json describes it.
public enum Strand: String, Hashable, Sendable, CaseIterable {
    /// Values that are set when the service starts.
    case configurationValues = "configuration_values"
    /// Files that are there when the service starts.
    case configurationManifest = "configuration_manifest"
    /// The values of a question.
    case inputValues = "input_values"
    /// The files of a question.
    case inputManifest = "input_manifest"
    /// The services that a question may be passed on to.
    case children
    /// Names of the environment that have to be set.
    case credentials
    /// What the service tells while it works.
    case monitorMessage = "monitor_message"
    /// The values of an answer.
    case outputValues = "output_values"
    /// The files of an answer.
    case outputManifest = "output_manifest"

    /// The key in twine.json, as in `input_values_schema`.
    public var key: String {
        switch self {
        case .configurationValues, .inputValues, .outputValues, .monitorMessage:
            rawValue + "_schema"
        case .configurationManifest, .inputManifest, .outputManifest, .children, .credentials:
            rawValue
        }
    }
}
