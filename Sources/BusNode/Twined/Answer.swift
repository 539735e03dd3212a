public import Topics
public import Twined

/// What a child answers when there are output datasets.
///
///     try await Service("met-office/clean:1.0.0").run { question in
///         …
///         return Answer(["rows": 118], manifest: try Manifest(folders: ["cleaned": folder]))
///     }
///
/// The manifest names files where they are: put them where the parent may read them (`Manifest.copied`).
public struct Answer<Values: Encodable & Sendable>: Encodable, Sendable {
    /// The output values, or nil when there are none.
    public var values: Values?
    /// The output datasets, or nil when there are none.
    public var manifest: Manifest?

    /// An answer of values and datasets.
    public init(_ values: Values?, manifest: Manifest?) {
        self.values = values
        self.manifest = manifest
    }

    /// Writes the members of the result; the hashes of files are only there when they are measured.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encodeIfPresent(values, forKey: .values)
        try members.encodeIfPresent(manifest?.jsonValue, forKey: .manifest)
    }

    private enum CodingKeys: String, CodingKey {
        case values = "output_values"
        case manifest = "output_manifest"
    }
}

extension Answer where Values == JSONValue {
    /// An answer of datasets alone.
    public init(manifest: Manifest) {
        self.init(nil, manifest: manifest)
    }
}

extension Answer: AnswerWithManifest {
    func resultBody() async throws(NodeError) -> Payload {
        var members: JSONObject = [:]
        members["output_manifest"] = try await manifest?.jsonToSend(as: "output_manifest")
        return try EventBody.make(
            kind: .result, "output_values", values, adding: members, omitsNull: manifest != nil)
    }
}
