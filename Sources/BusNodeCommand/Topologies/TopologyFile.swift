import BusNode

/// A topology as it stands in a file.
struct TopologyFile: Sendable {
    /// What the file says.
    let topology: Topology
    /// The folder of the file, which the paths in it are relative to.
    let folder: String

    /// Reads and checks a file.
    ///
    /// - Throws: `CommandFailure` with all that is wrong with it.
    static func read(_ path: String) throws(CommandFailure) -> TopologyFile {
        let bytes = try FileBytes.read(path)
        let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        do {
            let topology = try Topology(parsing: String(decoding: bytes, as: UTF8.self))
            return TopologyFile(
                topology: topology,
                folder: folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder)
        } catch {
            throw CommandFailure(.badData, "\(path): \(error)")
        }
    }

    /// A path of the file, as this process reaches it.
    func path(_ text: String) -> String {
        text.hasPrefix("/") ? text : "\(folder)/\(text)"
    }

    /// The file in which a node keeps what it knows.
    func store(of node: String) -> String {
        "\(path(topology.data))/\(node).sqlite"
    }
}
