import Handlers
import Topics
import Twined

extension NodeConnection {
    /// The twine of a revision, if the registry knows one and tells it soon.
    ///
    /// It never fails a question: where no twine is known, the child checks what it is asked.
    func twine(of revision: ServiceRevision) async -> Twine? {
        if let twine = twines[revision] { return twine }
        guard let lookup = lookUp(revision) else { return nil }
        let left = lookup.deadline - Clocks.now.milliseconds
        // A registry that stands still costs its parents this once, not at each question.
        guard left > 0 else { return nil }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await lookup.isDone.wait() }
            // Cancelled when the answer comes first.
            group.addTask { try? await Task.sleep(for: .milliseconds(left)) }
            await group.next()
            group.cancelAll()
        }
        return twines[revision]
    }

    /// Asks the registry about a revision, unless that was done lately, and waits for nothing: it may be
    /// away, and the revision need not be registered.
    ///
    /// - Returns: what happens when there is an answer; nil when none is awaited.
    @discardableResult
    func lookUp(_ revision: ServiceRevision) -> RevisionLookup? {
        if let running = lookups[revision] { return running }
        let now = Clocks.now.milliseconds
        guard failure == nil, notices.isDue(revision, at: now) else { return nil }
        var parameters = RevisionRegistry.parameters(of: revision)
        if twines[revision] == nil { parameters["with_twine"] = true }
        let lookup = RevisionLookup(deadline: now + TwineCache.patience)
        lookups[revision] = lookup
        submit(
            .request(
                Request(
                    address: RevisionRegistry.address, method: "resolve",
                    payload: Payload(JSONValue.object(parameters).bytes()))),
            .lookup(revision, lookup.isDone))
        return lookup
    }

    /// Takes note of what the registry says of a revision; nil when it says nothing.
    func note(_ reply: Reply?, about revision: ServiceRevision) {
        lookups[revision] = nil
        guard let reply, reply.isOK, let found = try? JSONValue(parsing: reply.payload.bytes) else {
            return
        }
        warn(of: revision, found["deprecated"]?.string)
        if let document = found["twine"] { keep(document, of: revision) }
    }

    /// Remembers the twine of a revision; a document that is none is passed over, with a line in the log.
    func keep(_ document: JSONValue, of revision: ServiceRevision) {
        do {
            twines.add(try Twine(document), of: revision)
        } catch {
            Log.write("the registry's twine of \(revision) is none: \(error)")
        }
    }
}
