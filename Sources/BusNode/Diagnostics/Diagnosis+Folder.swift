public import Twined

extension Diagnosis {
    /// Writes a folder with all of it, in place of one that is there.
    ///
    /// - Parameter roots: below which folders of this machine datasets are copied from; nil to copy none.
    /// - Throws: `NodeError` with code `failed` that names the file and what the system says.
    public func write(
        to folder: String, copyingFrom roots: AllowedRoots? = nil
    ) throws(NodeError) {
        let partial = "\(folder).\(EventID.random()).partial"
        do throws(NodeError) {
            try LocalFolder.make(partial)
            for (name, value) in documents {
                var value = value
                if name.hasSuffix("_manifest"), let roots {
                    value = try Self.copyDatasets(
                        of: value, from: roots, to: partial, "\(name)_datasets")
                }
                try LocalFolder.write(value.bytes(.pretty), to: "\(partial)/\(name).json")
            }
            try LocalFolder.move(partial, over: folder)
        } catch {
            LocalFolder.remove(partial)
            throw error
        }
    }

    /// Reads a folder that `write` made, or Twined's own diagnostics of one question.
    ///
    /// - Throws: `NodeError` with code `failed` when a file cannot be read, `badValues` when one is not what
    ///   it should be.
    public init(reading folder: String) throws(NodeError) {
        func read(_ name: String) throws(NodeError) -> JSONValue? {
            let path = "\(folder)/\(name).json"
            guard let bytes = try LocalFolder.read(path) else { return nil }
            do {
                return try JSONValue(parsing: bytes)
            } catch {
                throw NodeError(.badValues, "\(path) is not JSON: \(error)")
            }
        }
        guard let asked = try read("questions")?.array else {
            throw NodeError(.failed, "\(folder) has no questions.json, which diagnostics have")
        }
        var input: JSONObject = ["kind": "question"]
        input["input_values"] = try read("input_values")
        input["input_manifest"] = try read("input_manifest").map { Self.placed($0, in: folder) }
        input["children"] = try read("children")
        var questions: [Asked] = []
        for question in asked { questions.append(try Asked(question)) }
        self.init(
            input: input,
            recording: try Recording(try read("question")?["events"] ?? []),
            questions: questions)
        configurationValues = try read("configuration_values")
        configurationManifest = try read("configuration_manifest").map {
            Self.placed($0, in: folder)
        }
    }

    /// Copies the datasets of a manifest that are folders below the roots, and names the copies instead.
    private static func copyDatasets(
        of manifest: JSONValue, from roots: AllowedRoots, to folder: String, _ name: String
    ) throws(NodeError) -> JSONValue {
        guard var members = manifest.object, let datasets = members["datasets"]?.object else {
            return manifest
        }
        var copied = datasets
        for (place, (key, dataset)) in datasets.enumerated() {
            guard let named = dataset.string ?? dataset["path"]?.string,
                let path = try? roots.path(named), LocalFolder.isFolder(path)
            else { continue }
            let copy = "\(name)/\(fileName(of: key, at: place))"
            try LocalFolder.make("\(folder)/\(name)")
            try LocalFolder.copy(path, to: "\(folder)/\(copy)")
            copied[key] = Self.named(dataset, copy)
        }
        members["datasets"] = .object(copied)
        return .object(members)
    }

    /// A manifest whose datasets in this folder are named by their whole paths.
    private static func placed(_ manifest: JSONValue, in folder: String) -> JSONValue {
        guard var members = manifest.object, var datasets = members["datasets"]?.object else {
            return manifest
        }
        for (key, dataset) in datasets {
            guard let path = dataset.string ?? dataset["path"]?.string, !path.hasPrefix("/"),
                LocalFolder.isFolder("\(folder)/\(path)")
            else { continue }
            datasets[key] = named(dataset, "\(folder)/\(path)")
        }
        members["datasets"] = .object(datasets)
        return .object(members)
    }

    private static func named(_ dataset: JSONValue, _ path: String) -> JSONValue {
        guard var members = dataset.object else { return .string(path) }
        members["path"] = .string(path)
        return .object(members)
    }

    /// The key of a dataset, which a parent chose, as the name of a folder.
    private static func fileName(of key: String, at place: Int) -> String {
        let isPlain =
            key.utf8.count <= 100 && key.wholeMatch(of: /[A-Za-z0-9_][A-Za-z0-9._\-]*/) != nil
        return isPlain ? key : "dataset-\(place)"
    }
}
