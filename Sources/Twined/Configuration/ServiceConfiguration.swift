public import Topics

/// What octue.yaml says of one service.
///
/// Paths that the file gives from its own folder are given here from where the program runs.
public struct ServiceConfiguration: Hashable, Sendable {
    /// Who the service is, without its tag.
    public let service: ServiceName
    /// The folder of the file, from which its paths start.
    public let folder: String
    /// The folder with the app (`app_source_path`, `.`).
    public let appSourcePath: String
    /// The twine (`twine_path`, `twine.json`).
    public let twinePath: String
    /// Where diagnostics go (`diagnostics_cloud_path`); nil for nowhere.
    public let diagnosticsPath: String?
    /// Where to look services up (`service_registries`).
    public let registries: [ConfiguredRegistry]
    /// The name of a table of events (`event_store_table_id`), which the bus has no use for.
    public let eventStoreTable: String?
    /// Whether files that an analysis made are removed after it (`delete_local_files`, false).
    public let deletesLocalFiles: Bool
    /// What holds for every question (`configuration_values`).
    public let configurationValues: JSONValue?
    /// The files that hold for every question (`configuration_manifest`).
    public let configurationManifest: JSONValue?
    /// The services that this one asks (`children`).
    public let children: [ConfiguredChild]
    /// The folder for output datasets (`output_location`).
    public let outputLocation: String?

    /// The keys of a service.
    enum Key: String, CaseIterable {
        case name, namespace, children
        case appSourcePath = "app_source_path"
        case twinePath = "twine_path"
        case diagnosticsPath = "diagnostics_cloud_path"
        case registries = "service_registries"
        case eventStoreTable = "event_store_table_id"
        case deletesLocalFiles = "delete_local_files"
        case configurationValues = "configuration_values"
        case configurationManifest = "configuration_manifest"
        case outputLocation = "output_location"
        case usesSignedURLs = "use_signed_urls_for_output_datasets"
    }
}
