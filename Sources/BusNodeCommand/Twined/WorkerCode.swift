import BusNode

/// The program in Python that runs an app: part of this one, and given to each interpreter that is started.
enum WorkerCode {
    /// What the interpreter starts with, as its argument behind `-c`.
    static let start = String(decoding: PackageResources.bootstrap_py, as: UTF8.self)

    /// The modules by their names, as the first line of requests.
    static let modules: JSONValue = {
        var modules: JSONObject = ["busnode_worker": ""]
        for (name, source) in sources {
            modules["busnode_worker.\(name)"] = .string(String(decoding: source, as: UTF8.self))
        }
        return .object(modules)
    }()

    private static let sources: [(name: String, source: [UInt8])] = [
        ("channel", PackageResources.channel_py),
        ("children", PackageResources.children_py),
        ("encoding", PackageResources.encoding_py),
        ("logs", PackageResources.logs_py),
        ("main", PackageResources.main_py),
        ("octue_backend", PackageResources.octue_backend_py),
        ("publishing", PackageResources.publishing_py),
        ("standin_analysis", PackageResources.standin_analysis_py),
        ("standin_backend", PackageResources.standin_backend_py),
        ("standin_data", PackageResources.standin_data_py),
        ("standin_exceptions", PackageResources.standin_exceptions_py),
        ("standin_filters", PackageResources.standin_filters_py),
        ("standin_hashing", PackageResources.standin_hashing_py),
        ("standin_labels", PackageResources.standin_labels_py),
    ]
}
