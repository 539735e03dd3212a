import BusNode

/// A service whose code is an app in Python: what its files say, checked.
struct TwinedApp: Sendable {
    /// The folder of the service, absolute: where the app runs.
    let folder: String
    /// The folder of `app.py`.
    let appFolder: String
    /// The revision that it is.
    let revision: ServiceRevision
    /// What goes in and comes out.
    let twine: Twine
    /// The configuration of the app; nil without it.
    let configurationValues: JSONValue?
    /// The files of the configuration; nil without them.
    let configurationManifest: JSONValue?
    /// The services that the app asks; nil for none.
    let children: Children?
    /// The folder for the datasets that the app makes.
    let outputLocation: String
    /// The folder for what is needed to run questions again, as octue.yaml says; nil for none.
    let diagnostics: String?
    /// The folders that the files of a question may be in.
    let roots: AllowedRoots
    /// What whoever starts the service should know: what overrides what, and what may be a mistake.
    let notes: [String]

    /// What a worker is told about the service.
    func settings(backend: String) -> JSONValue {
        [
            "folder": .string(folder), "app_folder": .string(appFolder),
            "service": .string(revision.description), "twine": twine.document,
            "configuration_values": configurationValues ?? .null,
            "configuration_manifest": configurationManifest ?? .null,
            "output_location": .string(outputLocation), "backend": .string(backend),
            "limit": JSONValue(WorkerLimits.message),
        ]
    }
}
