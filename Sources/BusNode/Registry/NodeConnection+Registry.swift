import Handlers
import Topics

extension NodeConnection {
    /// The revision that a reference means: itself, or the one that the registry names.
    ///
    /// - Parameters:
    ///   - channel: the channel whose head is meant instead of the default revision.
    ///   - asker: who asks.
    /// - Throws: `NodeError` with code `notFound` when the service has no default or no such channel.
    func revision(
        of reference: ServiceReference, channel: ChannelName? = nil, for asker: Asker = .nobody
    ) async throws(NodeError) -> ServiceRevision {
        guard case .defaultRevision(let service) = reference else {
            guard case .revision(let revision) = reference else { preconditionFailure() }
            guard channel == nil else {
                throw NodeError(.badName, "\(revision) names its revision, so it has no channel")
            }
            lookUp(revision)
            return revision
        }
        if case .tree(let question) = asker {
            return try await revision(of: service, channel, inTreeOf: question)
        }
        let question = asker.rootQuestion
        if let known = defaults.revision(
            of: service, channel, for: question, at: Clocks.now.milliseconds)
        {
            return known
        }
        watchRegistry()
        let found = try await resolve(ResolutionRequest(reference, channel: channel))
        defaults.add(found, channel, at: Clocks.now.milliseconds)
        guard let question, let weights = found.weights else { return found.revision }
        return ServiceRevision(
            service: service, tag: weights.choice(for: question, of: service))
    }

    /// The revision that a tree of questions gets, which is the same until the tree ends.
    private func revision(
        of service: ServiceName, _ channel: ChannelName?, inTreeOf question: QuestionID
    ) async throws(NodeError) -> ServiceRevision {
        if let known = pins.revision(of: service, channel, for: question) { return known }
        let wish = ResolutionRequest(
            .defaultRevision(service), channel: channel, originatorQuestion: question)
        let deadline = Clocks.now.milliseconds + PinCache.patience
        while true {
            do {
                let found = try await resolve(wish)
                pins.add(found.revision, channel, for: question)
                return found.revision
            } catch {
                // A registry that is started again soon goes on with what the tree has got.
                guard hasMetRegistry, error.isOfMissingPeer, !Task.isCancelled,
                    Clocks.now.milliseconds < deadline
                else { throw error }
            }
            // A task that is cancelled tries once more, and then gives up above.
            try? await Task.sleep(for: PinCache.retryInterval)
        }
    }

    /// Asks the registry what a name stands for.
    func resolve(_ wish: ResolutionRequest) async throws(NodeError) -> ResolutionReply {
        let found: ResolutionReply = try RevisionRegistry.reading(
            try await requestRegistry("resolve", RevisionRegistry.parameters(of: wish)))
        hasMetRegistry = true
        warn(of: found.revision, found.deprecation)
        return found
    }

    /// Sends the registry a request.
    func requestRegistry(
        _ method: String, _ parameters: JSONObject
    ) async throws(NodeError) -> JSONValue {
        let reply = try await request(
            Request(
                address: RevisionRegistry.address, method: method,
                payload: Payload(JSONValue.object(parameters).bytes())))
        do {
            return try JSONValue(parsing: reply.payload.bytes)
        } catch {
            throw NodeError(.badValues, "the registry answered \(method) with no JSON: \(error)")
        }
    }

    /// Believes the default revision of a service no more, or without one of no service.
    func forgetDefault(of service: ServiceName?) {
        guard let service else { return defaults.forgetAll() }
        defaults.forget(service)
    }

    /// Says in the log that a revision is deprecated, if it is and that was not said before.
    func warn(of revision: ServiceRevision, _ reason: String?) {
        guard let line = notices.line(about: revision, reason: reason) else { return }
        Log.write("warning: \(line)")
    }

    /// Why a question was refused, with the revisions that are registered when that is the point.
    func explained(_ error: NodeError, asking revision: ServiceRevision) async -> NodeError {
        guard error.code == .nobodyServes else { return error }
        let parameters: JSONObject = [
            "namespace": .string(revision.service.namespace),
            "name": .string(revision.service.name),
        ]
        let rows = try? await requestRegistry("list", parameters)["revisions"]?.array
        guard let rows else { return error }
        let tags = rows.compactMap { $0["revision_tag"]?.string }
        let registered =
            tags.isEmpty
            ? "none is registered" : "registered: \(tags.prefix(20).joined(separator: ", "))"
        return NodeError(error.code, "\(error.message); \(registered)")
    }

    /// Listens to the feed for what the registry changes, so that a default that is stale is forgotten.
    private func watchRegistry() {
        guard registryWatch == nil, let feed = feedEndpoint else { return }
        do {
            let socket = try Socket(.watcher, in: context, options: .feedWatcher)
            try socket.subscribe(prefix: "topic/\(TopicName.registry)\0")
            try socket.connect(feed)
            registryWatch = socket
            thread.watch(socket)
        } catch {
            Log.write("defaults are asked for every minute, the feed cannot be heard: \(error)")
        }
    }

    /// Takes note of what the registry says on the feed.
    func hearRegistry() {
        while let message = try? registryWatch?.receiveIfReady() {
            guard case .message(let stored)? = try? message.decodeFeed().command else { continue }
            defaults.note(stored)
        }
    }

    /// Listens to the feed no more.
    func stopWatchingRegistry() {
        guard let registryWatch else { return }
        thread.unwatch(registryWatch)
        registryWatch.close()
        self.registryWatch = nil
    }
}
