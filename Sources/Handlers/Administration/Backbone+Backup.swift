import Store
import Topics

extension Backbone {
    /// How many pages are copied at a time: 4 MiB, a few milliseconds.
    private static let pagesAtATime: Int32 = 256

    /// Whether a copy of the file is being made, so that the caller should come back soon.
    package var isCopying: Bool { backup != nil }

    /// Begins to copy the file into a new one beside it.
    func startBackup(_ parameters: JSONObject, _ call: Call) throws(BackboneError) {
        let name = try Self.reading { () throws(MemberError) in
            try parameters.expectOnly(["name"])
            guard let value = parameters["name"] else { throw MemberError("name", "is missing") }
            let name = try value.text("name")
            guard !name.isEmpty, name.utf8.count <= 255, !name.contains("/"), !name.hasPrefix("."),
                !name.utf8.contains(0)
            else {
                throw MemberError(
                    "name", "must be the name of a file: 1 to 255 bytes, no \"/\", no \".\" first")
            }
            return name
        }
        guard backup == nil else {
            throw .refused(Refusal(.limitReached, "a copy is being made already"))
        }
        let folder = file.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let path = folder.isEmpty && !file.path.hasPrefix("/") ? name : "\(folder)/\(name)"
        do {
            backup = PendingBackup(
                copy: try Backup(of: file, to: path), correlation: call.correlation,
                session: call.session.id)
        } catch {
            throw .refused(Refusal(.conflict, "the copy cannot be made: \(error)"))
        }
    }

    /// Copies a part of the file, if somebody wants a copy; call it between turns.
    ///
    /// An error of the copy is told to whoever wanted it; the backbone goes on.
    package func continueBackup(into outbox: inout Outbox) {
        guard let backup else { return }
        do {
            guard try backup.copy.step(pages: Self.pagesAtATime) else { return }
            let result: JSONValue = [
                "path": .string(backup.copy.path), "bytes": JSONValue(backup.copy.size),
            ]
            answer(backup, .reply(.ok(result)), into: &outbox)
        } catch {
            answer(
                backup, .error(Refusal(.failed, "the copy failed: \(error)")), into: &outbox)
        }
        self.backup = nil
    }

    private func answer(_ backup: PendingBackup, _ answer: Command, into outbox: inout Outbox) {
        guard let peer = sessions[backup.session]?.peer else { return }
        outbox.send(answer, correlation: backup.correlation, to: peer)
    }
}
