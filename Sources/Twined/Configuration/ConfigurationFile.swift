import Topics

/// An octue.yaml, or the same as JSON: the services that a folder offers.
///
///     let file = try ConfigurationFile.read("wind/octue.yaml")
///     file.services[0].service     // octue/wind-speed
public struct ConfigurationFile: Hashable, Sendable {
    /// The file, as it was asked for.
    public let path: String
    /// The services in the order of the file, at least one.
    public let services: [ServiceConfiguration]
    /// What does no harm but may be a mistake: unknown keys, and settings that have no effect here.
    public let warnings: [ConfigurationFinding]

    /// The largest file that is read, in bytes: that of YAML.
    public static let byteLimit = YAMLLimits.standard.byteLimit
    /// The most services of a file: more is a mistake.
    public static let serviceLimit = 1_000

    /// Reads a file whose name ends in `.json` as JSON, and any other as YAML.
    ///
    /// - Throws: `ConfigurationError` with every place that is wrong.
    public static func read(_ path: String) throws(ConfigurationError) -> ConfigurationFile {
        let bytes = try SmallFile.read(path, byteLimit: byteLimit)
        return try ConfigurationFile(path, bytes)
    }

    /// The configuration that the bytes of a file are.
    ///
    /// - Throws: `ConfigurationError` with every place that is wrong.
    public init(_ path: String, _ bytes: [UInt8]) throws(ConfigurationError) {
        let value: JSONValue
        if path.hasSuffix(".json") {
            do { value = try JSONValue(parsing: bytes) } catch {
                throw ConfigurationError(path: path, problem: .json(error))
            }
        } else {
            do { value = try YAMLReader.read(bytes) } catch {
                throw ConfigurationError(path: path, problem: .yaml(error))
            }
        }
        var reader = ConfigurationReader(folder: SmallFile.folder(of: path))
        services = reader.services(of: value)
        guard reader.errors.isEmpty else {
            throw ConfigurationError(path: path, problem: .findings(reader.errors))
        }
        warnings = reader.warnings
        self.path = path
    }

    /// The service of a name, `namespace/name` or the name alone where only one has it; the first service
    /// without a name.
    ///
    /// - Throws: `ConfigurationError` that says which services there are.
    public func service(named name: String? = nil) throws(ConfigurationError)
        -> ServiceConfiguration
    {
        guard let name else { return services[0] }
        let named = services.filter {
            $0.service.description == name || $0.service.name == name
        }
        guard named.count == 1 else {
            let known = services.map(\.service.description)
            throw ConfigurationError(path: path, problem: .noService(name, known: known))
        }
        return named[0]
    }
}
