/// One line of a script. Deliveries are named by how many came after them.
enum Step: Sendable, CustomStringConvertible {
    case publish(ModelMessage)
    case pull(Int, session: Int, limit: Int)
    case acknowledge(Int, [Int])
    case reject(Int, Int, milliseconds: Int)
    case extend(Int, Int, milliseconds: Int)
    /// Somebody else says it, who has no lease.
    case meddle(Int, Int)
    case leave(session: Int)
    case seekToMessage(Int, Int)
    case snapshot(Int)
    case seekToSnapshot(Int)
    case advance(seconds: Int)
    case restart(seconds: Int)

    var description: String {
        switch self {
        case .publish(let message):
            "publish \(message.label) key=\(message.key) priority=\(message.priority)"
                + " tagged=\(message.isTagged) life=\(message.life ?? 0) delay=\(message.delay)"
                + " deduplication=\(message.deduplicationKey)"
        case .pull(let place, let session, let limit):
            "pull of \(place) by \(session), at most \(limit)"
        case .acknowledge(let place, let picks): "acknowledge of \(place): \(picks)"
        case .reject(let place, let pick, let wait): "reject of \(place): \(pick), \(wait) ms"
        case .extend(let place, let pick, let more): "extend of \(place): \(pick), \(more) ms"
        case .meddle(let place, let pick): "reject by another of \(place): \(pick)"
        case .leave(let session): "session \(session) leaves and comes back"
        case .seekToMessage(let place, let pick): "seek of \(place) to message \(pick)"
        case .snapshot(let place): "snapshot of \(place)"
        case .seekToSnapshot(let place): "seek of \(place) to its snapshot"
        case .advance(let seconds): "\(seconds) s pass"
        case .restart(let seconds): "restart after \(seconds) s"
        }
    }
}
