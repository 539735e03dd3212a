public import Topics

/// The datasets that go into a question or come out of an answer, by key.
///
///     let manifest = try Manifest(["met_mast": Dataset(folder: "data/met_mast")])
///     let answer = try await child.ask(values, manifest: manifest).answer()
public struct Manifest: Hashable, Sendable {
    /// Which manifest it is.
    public let id: DataID
    /// What it is called, where it is.
    public var name: String?
    /// The datasets by the keys that the twine has for them.
    public var datasets: [String: Dataset]

    /// A manifest of these datasets.
    public init(_ datasets: [String: Dataset], name: String? = nil, id: DataID? = nil) {
        self.id = id ?? .random()
        self.name = name
        self.datasets = datasets
    }

    /// A manifest of folders by key, each a dataset with all that is in it.
    ///
    /// - Throws: `DataError` as `Dataset.init(folder:)`.
    public init(
        folders: [String: String], name: String? = nil, under roots: AllowedRoots = .anywhere,
        limits: DataLimits = .standard
    ) throws(DataError) {
        var datasets: [String: Dataset] = [:]
        for (key, folder) in folders {
            datasets[key] = try Dataset(folder: folder, under: roots, limits: limits)
        }
        self.init(datasets, name: name)
    }

    /// The dataset of a key.
    ///
    /// - Throws: `DataError` that names the keys there are.
    public func dataset(_ key: String) throws(DataError) -> Dataset {
        guard let dataset = datasets[key] else {
            let keys = datasets.keys.sorted().joined(separator: ", ")
            throw DataError(
                .missing, "the manifest has no dataset \"\(key)\"; its datasets are: \(keys)")
        }
        return dataset
    }

    /// The hash of the manifest: that of its keys and the hashes of its datasets.
    ///
    /// - Throws: `DataError` when a file cannot be read.
    public func hash() throws(DataError) -> FileHash {
        var hashes: [(String, FileHash)] = []
        for (key, dataset) in datasets { hashes.append((key, try dataset.hash())) }
        return ValuesHash.of(hashes: hashes)
    }

    /// Verifies all files whose hash or size is expected.
    ///
    /// - Throws: `DataError` of the reason `mismatch` that names the first file that is another.
    public func verify() throws(DataError) {
        for (_, dataset) in datasets.sorted(by: { $0.key < $1.key }) { try dataset.verify() }
    }

    /// Copies the datasets to `location/run/key` each, and gives the manifest of the copies.
    ///
    /// - Parameters:
    ///   - run: the name of the folder for this answer: by the original's custom two words.
    ///   - roots: the folders that the copies have to be in.
    /// - Throws: `DataError` as `Dataset.copied`.
    public func copied(
        to location: String, run: String, under roots: AllowedRoots = .anywhere,
        limits: DataLimits = .standard
    ) throws(DataError) -> Manifest {
        var copies = self
        for (key, dataset) in datasets.sorted(by: { $0.key < $1.key }) {
            for part in [run, key] where part.contains("/") || [".", "..", ""].contains(part) {
                throw DataError(.malformed, "\"\(part)\" cannot be the name of a folder")
            }
            copies.datasets[key] = try dataset.copied(
                to: "\(location)/\(run)/\(key)", under: roots, limits: limits)
        }
        return copies
    }

    /// The manifest with the hash and size of each file, as they are now or as it said already, so that
    /// whoever reads it can verify the files.
    ///
    /// - Throws: `DataError` when a file cannot be read.
    public func measured() throws(DataError) -> Manifest {
        var manifest = self
        for (key, dataset) in datasets { manifest.datasets[key] = try dataset.measured() }
        return manifest
    }

    /// The manifest as JSON, in the form of the original: a dataset of a folder is the folder's path, one of
    /// named files an object with their paths. Measured files are objects with their hash and size, which
    /// the original lets pass.
    public var jsonValue: JSONValue {
        var values: JSONObject = [:]
        for (key, dataset) in datasets.sorted(by: { $0.key < $1.key }) {
            values[key] = dataset.jsonValue
        }
        return [
            "id": .string(id.description), "name": name.map { .string($0) } ?? .null,
            "datasets": .object(values),
        ]
    }
}
