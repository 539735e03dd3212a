import MarketEngine
import Synchronization

/// What sessions bring, computed by the real engine, once for the same input.
enum TrialResults {
    typealias Outcome = Result<SessionResult, SessionError>

    private struct Key: Hashable {
        let input: SessionInput
        let mode: MarketMode
    }

    private static let known = Mutex<[Key: Outcome]>([:])

    /// What a session brings.
    static func result(of input: SessionInput, _ mode: MarketMode) -> Outcome {
        let key = Key(input: input, mode: mode)
        if let outcome = known.withLock({ $0[key] }) { return outcome }
        let outcome: Outcome
        do throws(SessionError) {
            outcome = .success(try SessionRun.compute(input, mode: mode))
        } catch {
            outcome = .failure(error)
        }
        known.withLock { $0[key] = outcome }
        return outcome
    }
}
