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
    let twine: JSONValue
    /// The configuration of the app; nil without it.
    let configurationValues: JSONValue?
    /// The files of the configuration; nil without them.
    let configurationManifest: JSONValue?
    /// The services that the app asks, as a list of objects with a key and an id; nil for none.
    let children: JSONValue?
    /// The folder for the datasets that the app makes.
    let outputLocation: String

    /// What a worker is told about the service.
    func settings(backend: String) -> JSONValue {
        [
            "folder": .string(folder), "app_folder": .string(appFolder),
            "service": .string(revision.description), "twine": twine,
            "configuration_values": configurationValues ?? .null,
            "configuration_manifest": configurationManifest ?? .null,
            "output_location": .string(outputLocation), "backend": .string(backend),
            "limit": JSONValue(WorkerLimits.message),
        ]
    }

    /// What is wrong with the data of a strand, a sentence each.
    func violations(of strand: String, _ data: JSONValue) -> [String] {
        []
    }

    /// Holds the data of a strand against the twine; nil and null are no data.
    ///
    /// - Throws: `RemoteException` of Twined's type for what is wrong.
    func check(_ data: JSONValue?, of strand: String) throws(RemoteException) {
        guard let data, !data.isNull else { return }
        let found = violations(of: strand, data)
        guard !found.isEmpty else { return }
        let type =
            switch strand {
            case "monitor_message": "InvalidMonitorMessage"
            case "input_manifest", "output_manifest": "InvalidManifestContents"
            default: "InvalidValuesContents"
            }
        throw RemoteException(type: type, message: found.joined(separator: "; "))
    }

    /// The children that a question is answered with: the service's own, or those that the question carries
    /// for the same keys.
    ///
    /// - Throws: `RemoteException` when the keys are others.
    func children(replacedBy carried: JSONValue?) throws(RemoteException) -> JSONValue? {
        guard let carried, !carried.isNull else { return children }
        let own = Set((children?.array ?? []).compactMap { $0["key"]?.string })
        let given = Set((carried.array ?? []).compactMap { $0["key"]?.string })
        guard own == given else {
            throw RemoteException(
                type: "InvalidValuesContents",
                message:
                    "the question's children have the keys \(given.sorted()), and the service's own "
                    + "have \(own.sorted())")
        }
        return carried
    }
}
