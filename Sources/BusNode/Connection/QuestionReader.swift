import Synchronization
package import Topics

/// Who reads the events of a question: each reader of a node sees all of them, from the one on that it asked
/// for.
///
/// When nobody has it any more, nothing is kept for it.
package final class QuestionReader: Sendable {
    /// Which question is read.
    package let question: QuestionID
    /// Which of the node's readers it is.
    let number: UInt64
    private let connection: NodeConnection
    /// Whether nothing is kept for it already.
    private let isDone = Atomic(false)

    init(of question: QuestionID, number: UInt64, on connection: NodeConnection) {
        self.question = question
        self.number = number
        self.connection = connection
    }

    deinit {
        guard !isDone.load(ordering: .relaxed) else { return }
        Task { [connection, question, number] in
            await connection.stopReading(question, number)
        }
    }

    /// Notes that nothing is kept for it any more.
    func end() {
        isDone.store(true, ordering: .relaxed)
    }
}
