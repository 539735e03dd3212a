public import Topics

/// Which revision a service is when it starts, and what decided that.
///
/// Namespace and name: the variable, or the file. Tag: the option, the variable, or a new name of two
/// words; it never stands in the file.
public struct ServiceIdentity: Hashable, Sendable {
    /// The revision.
    public let revision: ServiceRevision
    /// What was overridden, and where the tag came from.
    public let notes: [Note]

    /// The variable with the namespace.
    public static let namespaceVariable = "OCTUE_SERVICE_NAMESPACE"
    /// The variable with the name.
    public static let nameVariable = "OCTUE_SERVICE_NAME"
    /// The variable with the tag.
    public static let tagVariable = "OCTUE_SERVICE_REVISION_TAG"
    /// The variable with the path of the configuration.
    public static let pathVariable = "OCTUE_SERVICE_CONFIGURATION_PATH"
    /// The namespace that no service may have: its questions are answered by built-in examples.
    public static let reservedNamespace = "example"
    static let reservation = "the namespace \"example\" is kept for built-in examples"

    /// Something worth telling whoever starts the service.
    public struct Note: Hashable, Sendable, CustomStringConvertible {
        /// Whether one thing overrides another, so that a mistake is possible.
        public let isWarning: Bool
        /// One sentence.
        public let description: String
    }

    /// The identity that an option, the environment and the configuration give; an empty variable is none.
    ///
    /// - Parameters:
    ///   - tag: what the option says.
    ///   - service: what the configuration says.
    /// - Throws: `ServiceIdentityError` that names what gave the wrong name.
    public init(
        tag: String?, environment: [String: String], service: ServiceName,
        using generator: inout some RandomNumberGenerator
    ) throws(ServiceIdentityError) {
        var notes: [Note] = []
        func chosen(_ variable: String, over value: String, as part: String) -> String {
            guard let given = environment[variable], !given.isEmpty else { return value }
            if given != value {
                let text =
                    "the \(part) \"\(value)\" of the configuration gives way to \"\(given)\" "
                    + "of \(variable)"
                notes.append(Note(isWarning: true, description: text))
            }
            return given
        }
        let namespace = chosen(
            Self.namespaceVariable, over: service.namespace, as: "namespace")
        let name = chosen(Self.nameVariable, over: service.name, as: "name")
        guard namespace != Self.reservedNamespace else {
            throw ServiceIdentityError(
                source: Self.namespaceVariable, explanation: Self.reservation)
        }
        let given = environment[Self.tagVariable].flatMap { $0.isEmpty ? nil : $0 }
        let chosenTag: RevisionTag
        switch (tag, given) {
        case (let tag?, let given):
            chosenTag = try Self.tag(tag, from: "the option for the tag")
            if let given, given != tag {
                let text =
                    "the tag \"\(given)\" of \(Self.tagVariable) gives way to \"\(tag)\" of "
                    + "the option"
                notes.append(Note(isWarning: true, description: text))
            }
        case (nil, let given?):
            chosenTag = try Self.tag(given, from: Self.tagVariable)
            let text = "the tag \"\(given)\" is that of \(Self.tagVariable)"
            notes.append(Note(isWarning: false, description: text))
        case (nil, nil):
            chosenTag = RevisionName.random(using: &generator)
            let text = "no tag was given: this start is called \"\(chosenTag)\""
            notes.append(Note(isWarning: false, description: text))
        }
        do {
            revision = ServiceRevision(
                service: try ServiceName(namespace: namespace, name: name), tag: chosenTag)
        } catch {
            throw ServiceIdentityError(
                source: "\(Self.namespaceVariable) or \(Self.nameVariable)",
                explanation: error.description)
        }
        self.notes = notes
    }

    /// The path of the configuration: the option, the variable, or octue.yaml in the working folder.
    public static func configurationPath(
        option: String?, environment: [String: String]
    ) -> String {
        if let option { return option }
        guard let path = environment[pathVariable], !path.isEmpty else { return "octue.yaml" }
        return path
    }

    private static func tag(
        _ text: String, from source: String
    ) throws(ServiceIdentityError) -> RevisionTag {
        do {
            return try RevisionTag(text)
        } catch {
            throw ServiceIdentityError(source: source, explanation: error.description)
        }
    }
}
