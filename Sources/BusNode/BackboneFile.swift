import Handlers
import Store
public import Topics

/// The file in which a backbone keeps everything, while no backbone runs on it.
public enum BackboneFile {
    /// Checks a file: the structure, every checksum, and that nothing is missing in the middle.
    ///
    /// What a killed backbone left in the write-ahead log is taken over into the file, as a start would do.
    ///
    /// - Parameter acceptsLoss: whether a write-ahead log that is damaged is taken over as far as it can be
    ///   read, and what was confirmed after that is given up for good.
    /// - Throws: `NodeError` with code `failed` when the file cannot be opened, is in use, is not a
    ///   backbone's, is of another version or has a write-ahead log that is damaged. What is wrong with a
    ///   file that can be read is in the report.
    public static func verify(
        _ path: String, acceptsLoss: Bool = false
    ) throws(NodeError) -> FileReport {
        guard Connection.exists(path) else {
            throw NodeError(.failed, "\(path): there is no such file")
        }
        do {
            let file = try Connection(path: path, acceptsLoss: acceptsLoss)
            let report = try FileVerifier(file).verify()
            try file.close()
            return report
        } catch {
            throw NodeError(.failed, "\(error)")
        }
    }
}
