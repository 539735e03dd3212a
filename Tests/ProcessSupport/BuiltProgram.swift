import Foundation

/// The programs of this package, found beside the tests that were built with them.
package enum BuiltProgram {
    /// The program of this package.
    package static let busnode = find("busnode")
    /// The subscriber of the tests that dies.
    package static let peer = find("FaultPeer")
    /// The service of the tests.
    package static let echo = find("EchoService")

    /// The folder of the package.
    package static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static func find(_ name: String) -> String {
        for argument in CommandLine.arguments {
            var folder = URL(filePath: argument).deletingLastPathComponent()
            while folder.path != "/", folder.path != "/.." {
                let candidate = folder.appending(path: name).path
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
                    !isFolder.boolValue, argument.contains(".xctest")
                {
                    return candidate
                }
                folder.deleteLastPathComponent()
            }
        }
        preconditionFailure("no \(name) beside the tests, which run as \(CommandLine.arguments)")
    }
}
