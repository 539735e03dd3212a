package import Topics

extension NodeConnection {
    /// A socket that watches the feed, and where what it hears goes.
    struct Watcher {
        let socket: Socket
        let continuation: AsyncStream<(subject: String, command: Command)>.Continuation
    }

    /// Watches what passes over the bus under subjects that begin with one of these.
    ///
    /// - Throws: `NodeError` with code `unreachable` when the backbone publishes no feed.
    package func watch(
        _ prefixes: [String]
    ) throws(NodeError) -> AsyncStream<(subject: String, command: Command)> {
        if let failure { throw failure }
        guard let feed = feedEndpoint else {
            throw NodeError(.unreachable, "the backbone at \(address) publishes no feed")
        }
        let (stream, continuation) = AsyncStream.makeStream(
            of: (subject: String, command: Command).self,
            bufferingPolicy: .bufferingOldest(Feed.limit))
        do {
            let socket = try Socket(.watcher, in: context, options: .feedWatcher)
            for prefix in prefixes { try socket.subscribe(prefix: prefix) }
            try socket.connect(feed)
            watchers.append(Watcher(socket: socket, continuation: continuation))
            thread.watch(socket)
        } catch {
            throw NodeError(.unreachable, "no connection to the feed at \(feed): \(error)")
        }
        return stream
    }

    /// Where the feed is reached: a backbone that listens on all interfaces is where its bus is.
    var feedEndpoint: String? {
        guard let feed = welcome?.feed, !feed.isEmpty else { return nil }
        let everywhere = "tcp://0.0.0.0:"
        guard feed.hasPrefix(everywhere), let end = address.endpoint.lastIndex(of: ":") else {
            return feed
        }
        return "\(address.endpoint[...end])\(feed.dropFirst(everywhere.count))"
    }

    /// Passes on what the feed says.
    func hearFeed() {
        for watcher in watchers {
            while let message = try? watcher.socket.receiveIfReady() {
                guard let heard = try? message.decodeFeed() else { continue }
                if case .terminated = watcher.continuation.yield(heard) { break }
            }
        }
    }

    /// Watches nothing any more.
    func stopWatching() {
        for watcher in watchers {
            thread.unwatch(watcher.socket)
            watcher.socket.close()
            watcher.continuation.finish()
        }
        watchers = []
    }
}
