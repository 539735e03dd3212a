import BusNode
import Synchronization

/// What the parents of a test have seen so far.
final class SeenAnswers: Sendable {
    private let state = Mutex(State())

    private struct State {
        var attempts: [QuestionID: UInt32] = [:]
        var holders: [Int32] = []
    }

    /// How many questions have their answer.
    var count: Int { state.withLock { $0.attempts.count } }
    /// The processes that have, or had, a question which takes until the test lets it end.
    var holders: [Int32] { state.withLock { $0.holders } }
    /// The questions that were not answered at the first attempt.
    var answeredLater: [QuestionID] {
        state.withLock { $0.attempts.filter { $0.value > 1 }.map(\.key) }
    }

    /// Some of the questions that have their answer.
    func sample(_ count: Int) -> [QuestionID] {
        state.withLock { Array($0.attempts.keys.prefix(count)) }
    }

    func add(_ question: QuestionID, attempt: UInt32) {
        state.withLock { $0.attempts[question] = attempt }
    }

    func add(holder process: Int32) {
        state.withLock { $0.holders.append(process) }
    }
}
