import Handlers
import Topics
import Twined

extension NodeConnection {
    /// Holds the body of a question against the twine of the revision that is asked, where one is known.
    ///
    /// That is done where the asker runs: a large body would keep the reactor from all others.
    ///
    /// - Throws: `NodeError` with code `badValues` and all that is wrong.
    nonisolated func check(_ body: Payload, asking revision: ServiceRevision)
        async throws(NodeError)
    {
        guard let twine = await twine(of: revision) else { return }
        let found: [TwineViolation]
        do {
            found = twine.violations(ofQuestion: try JSONValue(parsing: body.bytes))
        } catch {
            throw NodeError(.badValues, "the question to \(revision) is not JSON: \(error)")
        }
        guard found.isEmpty else {
            throw NodeError(
                .badValues, "the question does not fit the twine of \(revision): \(found.lines)")
        }
    }
}
