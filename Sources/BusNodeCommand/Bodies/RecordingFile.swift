import BusNode

/// A file of recorded events: a list in JSON, or an event a line.
enum RecordingFile {
    /// Reads a file, or the standard input when the path is `-`.
    ///
    /// - Throws: `CommandFailure` that names the place of what is no event.
    static func read(_ path: String) throws(CommandFailure) -> Recording {
        let bytes = try FileBytes.read(path)
        do {
            let isList = bytes.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "[")
            guard !isList else { return try Recording(JSONValue(parsing: bytes)) }
            return try Recording(
                .array(
                    bytes.split(separator: UInt8(ascii: "\n")).map {
                        try JSONValue(parsing: Array($0))
                    }))
        } catch let error as NodeError {
            throw CommandFailure(.badData, "\(path): \(error.message)")
        } catch {
            throw CommandFailure(.badData, "\(path): \(error)")
        }
    }
}
