public import Topics

/// What a service takes and gives, as its twine.json says: checks the data of each strand.
///
///     let twine = try Twine(["input_values_schema": ["required": ["height"]]])
///     twine.inputViolations(values: [:], manifest: nil, children: nil).first?.message
///     // the member "height" is missing
///
/// Data are always values: a string is a string, never the path of a file. `null` is a value, and so are
/// `0`, `false`, `""`, `[]` and `{}`; only `nil` means that there are no data.
public struct Twine: Sendable {
    /// The document as it was given.
    public let document: JSONValue
    /// What is asked of the environment.
    public let credentials: [TwineCredential]
    /// The services that questions are passed on to.
    public let children: [TwineChild]
    /// The strands that the document describes.
    public let strands: Set<Strand>

    private let values: [Strand: TwineValues]
    private let manifests: [Strand: TwineManifest]

    /// Reads twine.json, with the schemas in it.
    ///
    /// Keys that nobody knows are accepted. `twined_version` is accepted and not compared: it names the
    /// version of another program.
    ///
    /// - Parameter documents: What the schemas may refer to; nothing is ever fetched.
    /// - Throws: `TwineError` with all that is wrong.
    public init(
        _ document: JSONValue, documents: SchemaDocuments = .bundled
    ) throws(TwineError) {
        var reader = TwineReader(document, documents)
        try reader.read()
        self.document = document
        credentials = reader.credentials
        children = reader.children
        values = reader.values
        manifests = reader.manifests
        strands = Set(Strand.allCases.filter { document[$0.key] != nil })
    }

    /// The manifest that a strand has, or nil where the document describes none.
    public func manifest(_ strand: Strand) -> TwineManifest? {
        manifests[strand]
    }

    /// What the configuration of the service breaks.
    public func configurationViolations(
        values: JSONValue?, manifest: JSONValue?
    ) -> [TwineViolation] {
        violations(of: values, in: .configurationValues)
            + violations(of: manifest, in: .configurationManifest)
    }

    /// What a question breaks.
    ///
    /// - Parameter children: The children that a question brings in place of the configured ones.
    public func inputViolations(
        values: JSONValue?, manifest: JSONValue?, children: JSONValue?
    ) -> [TwineViolation] {
        violations(of: values, in: .inputValues) + violations(of: manifest, in: .inputManifest)
            + (children.map(childrenViolations) ?? [])
    }

    /// What an answer breaks.
    public func outputViolations(values: JSONValue?, manifest: JSONValue?) -> [TwineViolation] {
        violations(of: values, in: .outputValues) + violations(of: manifest, in: .outputManifest)
    }

    /// What a monitor message breaks.
    public func monitorViolations(_ data: JSONValue) -> [TwineViolation] {
        violations(of: data, in: .monitorMessage)
    }

    /// What a list of children breaks: each child that twine.json names is there, and no other.
    public func childrenViolations(_ given: JSONValue) -> [TwineViolation] {
        guard strands.contains(.children) else { return [undescribed(.children)] }
        let general = TwineSchemas.children.violations(of: given)
        if !general.isEmpty {
            return general.map { TwineViolation(.children, $0.place, nil, $0.message) }
        }
        let keys = (given.array ?? []).map { $0["key"]?.string ?? "" }
        let missing = children.enumerated().filter { !keys.contains($0.element.key) }
        let unknown = keys.enumerated().filter { key in
            !children.contains { $0.key == key.element }
        }
        return missing.map { number, child in
            TwineViolation(
                .children, JSONPointer(), JSONPointer()["children"][number],
                "no child has the key \(Excerpt.of(child.key))")
        }
            + unknown.map { number, key in
                TwineViolation(
                    .children, JSONPointer()[number]["key"], JSONPointer()["children"],
                    "twine.json has no child of the key \(Excerpt.of(key))")
            }
    }

    /// The credentials that an environment lacks.
    public func credentialViolations(environment: [String: String]) -> [TwineViolation] {
        credentials.enumerated().filter { environment[$0.element.name] == nil }.map {
            TwineViolation(
                .credentials, JSONPointer()[$1.name], JSONPointer()["credentials"][$0],
                "the environment does not set \($1.name)")
        }
    }

    /// What the data of a strand break; nil when there are none. Credentials are never broken: see
    /// `credentialViolations`.
    public func violations(of data: JSONValue?, in strand: Strand) -> [TwineViolation] {
        if strand == .credentials { return [] }
        if strand == .children { return data.map(childrenViolations) ?? [] }
        let isOptional = values[strand]?.isOptional ?? manifests[strand]?.isOptional
        guard let isOptional else { return data == nil ? [] : [undescribed(strand)] }
        guard let data else {
            if isOptional { return [] }
            return [
                TwineViolation(
                    strand, JSONPointer(), JSONPointer()[strand.key],
                    "twine.json asks for \(strand.rawValue), and there are none")
            ]
        }
        if let manifest = manifests[strand] { return manifest.violations(of: data) }
        guard let schema = values[strand]?.schema else { return [] }
        return schema.violations(of: data).map { violation in
            TwineViolation(
                strand, violation.place,
                violation.schemaPlace.map { JSONPointer()[strand.key].appending($0) },
                violation.message)
        }
    }

    private func undescribed(_ strand: Strand) -> TwineViolation {
        TwineViolation(
            strand, JSONPointer(), JSONPointer(),
            "there are \(strand.rawValue), and twine.json has no \(strand.key)")
    }
}
