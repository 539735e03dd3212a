import Topics

extension Backbone {
    /// Takes room for a question of the node that asks it.
    func takeRoom(
        for question: Question, _ payload: Payload, _ call: Call
    ) throws(BackboneError) {
        guard !rooms.take(payload.count, of: question.recipient, by: call.peer) else { return }
        throw .refused(
            Refusal(
                .limitReached,
                "children have not had the last \(rooms.window.messages) questions, or "
                    + "\(rooms.window.bytes) bytes of them, that this node asked of "
                    + "\(question.recipient); the next one has to wait for ROOM"))
    }

    /// Notes that a child has had a question, or that it ended before: it takes no room any more.
    func noteTaken(_ question: OpenQuestion, into outbox: inout Outbox) {
        guard let peer = question.asker else { return }
        question.asker = nil
        giveRoomBack(question.bytes, of: question.recipient, to: peer, into: &outbox)
    }

    /// Gives room back to a node, and tells it when that is half of what it began with.
    func giveRoomBack(
        _ bytes: Int, of revision: ServiceRevision, to peer: PeerID, into outbox: inout Outbox
    ) {
        guard let taken = rooms.giveBack(bytes, of: revision, to: peer) else { return }
        outbox.send(.room(QuestionRoom(recipient: revision, taken: taken)), to: peer)
    }
}
