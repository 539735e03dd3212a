public import Topics

/// Why a file is no configuration.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, as it was asked for.
    public let path: String
    /// What is wrong with it.
    public let problem: Problem

    /// What keeps a file from being a configuration.
    public enum Problem: Hashable, Sendable {
        /// The system does not let the file be read, for this reason.
        case unreadable(String)
        /// It is larger than the limit, in bytes.
        case tooLarge(limit: Int)
        /// It is not the YAML that is read here.
        case yaml(YAMLError)
        /// It is not JSON.
        case json(JSONError)
        /// Values are wrong or missing: every one of them.
        case findings([ConfigurationFinding])
        /// It has no service of this name; these it has.
        case noService(String, known: [String])
    }

    /// The file and what is wrong, one line for each finding.
    public var description: String {
        switch problem {
        case .unreadable(let reason): "\(path): \(reason)"
        case .tooLarge(let limit): "\(path) is larger than \(limit) bytes"
        case .yaml(let error): "\(path): \(error)"
        case .json(let error): "\(path): \(error)"
        case .findings(let findings):
            findings.map { "\(path): \($0)" }.joined(separator: "\n")
        case .noService(let name, let known):
            "\(path): there is no one service \"\(name)\"; the services are "
                + known.joined(separator: ", ")
        }
    }
}
