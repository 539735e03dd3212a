import Topics

/// How many questions each connection may still ask of each revision before a child has had them: so the
/// slowest child slows those who ask of it, and nobody else (docs/protocol.md, "Windows and credit").
struct AskingRooms: Sendable {
    /// How much every account begins with.
    let window: Window
    /// The accounts that are not as they began.
    private var rooms: [Account: Room] = [:]

    private struct Account: Hashable {
        let peer: PeerID
        let revision: ServiceRevision
    }

    private struct Room: Sendable {
        var messages: Int64
        var bytes: Int64
        /// What was given back and is not announced.
        var taken = Window(messages: 0, bytes: 0)
    }

    /// Accounts that begin with this much.
    init(window: Window) {
        self.window = window
    }

    /// Takes room for a question.
    ///
    /// - Returns: false when there is none left.
    mutating func take(_ bytes: Int, of revision: ServiceRevision, by peer: PeerID) -> Bool {
        let account = Account(peer: peer, revision: revision)
        var room =
            rooms[account]
            ?? Room(messages: Int64(window.messages), bytes: Int64(clamping: window.bytes))
        guard room.messages > 0, room.bytes > 0 else { return false }
        room.messages -= 1
        room.bytes -= Int64(bytes)
        rooms[account] = room
        return true
    }

    /// Gives room back that a question has taken.
    ///
    /// - Returns: what the node is to be told, once it is half of what it began with.
    mutating func giveBack(
        _ bytes: Int, of revision: ServiceRevision, to peer: PeerID
    ) -> Window? {
        let account = Account(peer: peer, revision: revision)
        guard var room = rooms[account] else { return nil }
        room.taken.messages += 1
        room.taken.bytes += UInt64(bytes)
        let isDue =
            room.taken.messages >= window.messages / 2 || room.taken.bytes >= window.bytes / 2
        guard isDue else {
            rooms[account] = room
            return nil
        }
        let taken = room.taken
        room.messages = min(room.messages + Int64(taken.messages), Int64(window.messages))
        room.bytes = min(room.bytes + Int64(clamping: taken.bytes), Int64(clamping: window.bytes))
        room.taken = Window(messages: 0, bytes: 0)
        let isFull =
            room.messages == window.messages && room.bytes == Int64(clamping: window.bytes)
        rooms[account] = isFull ? nil : room
        return taken
    }

    /// Forgets a connection: it is gone, or begins anew.
    mutating func forget(_ peer: PeerID) {
        rooms = rooms.filter { $0.key.peer != peer }
    }
}
