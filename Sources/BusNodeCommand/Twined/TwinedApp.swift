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
    /// The folders that the files of a question may be in.
    let roots: AllowedRoots

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

    /// What the data of a strand break.
    ///
    /// Python has no other word for no data than the one for null, so null counts as none where none are
    /// needed.
    func violations(of data: JSONValue?, in strand: Strand) -> [TwineViolation] {
        if data?.isNull != false {
            let found = twine.violations(of: nil, in: strand)
            if data == nil || found.isEmpty { return found }
        }
        return twine.violations(of: data, in: strand)
    }

    /// Holds the data of strands against the twine.
    ///
    /// - Throws: `RemoteException` of Twined's type for what is wrong, with all of it.
    func check(_ data: [(strand: Strand, data: JSONValue?)]) throws(RemoteException) {
        let found = data.flatMap { violations(of: $0.data, in: $0.strand) }
        guard let first = found.first else { return }
        let type =
            switch first.strand {
            case .monitorMessage: "InvalidMonitorMessage"
            case .configurationManifest, .inputManifest, .outputManifest: "InvalidManifestContents"
            case .configurationValues, .inputValues, .outputValues, .children, .credentials:
                "InvalidValuesContents"
            }
        throw RemoteException(
            type: type, message: found.map(\.description).joined(separator: "; "))
    }
}
