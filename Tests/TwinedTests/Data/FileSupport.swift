import Foundation
import TestSupport
import Topics
import Twined

extension TemporaryFolder {
    /// Writes files by their paths in the folder, and the folders that they are in.
    func fill(_ files: [String: String]) throws {
        for (name, text) in files { try fill(name, Array(text.utf8)) }
    }

    /// Writes a file by its path in the folder, and the folders that it is in.
    func fill(_ name: String, _ bytes: [UInt8]) throws {
        let parent = URL(fileURLWithPath: file(name)).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try write(bytes, to: name)
    }

    /// Makes a symbolic link in the folder.
    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: file(name), withDestinationPath: target)
    }
}

extension JSONValue {
    /// Writes the files of a dataset of the record into a folder.
    func written(to path: String) throws -> Dataset {
        for (name, content) in self["files"]?.object ?? [:] {
            let file = URL(fileURLWithPath: "\(path)/\(name)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(RecordedHashes.content(content)).write(to: file)
        }
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        return try Dataset(folder: path)
    }
}

/// The reason why something throws, or nil.
func reason(_ body: () throws -> Void) -> DataError.Reason? {
    failure(body)?.reason
}

/// The error that something throws, or nil.
func failure(_ body: () throws -> Void) -> DataError? {
    do {
        try body()
        return nil
    } catch {
        return error as? DataError
    }
}
