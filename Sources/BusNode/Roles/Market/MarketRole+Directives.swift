import Handlers
import MarketEngine
import Topics

extension MarketRole {
    /// Does what a turn wants done outside.
    func perform(_ directive: MarketDirective) {
        switch directive {
        case .askLedger(let inquiry):
            inquiries.add(inquiry)
            askLedger()
        case .compute(let session, let input, let mode): compute(session, input, mode)
        case .study(let tag, let study): compute(study, for: tag)
        }
    }

    private func askLedger() {
        for start in inquiries.begin() {
            let patience = Task {
                // Cancelled when the answer comes.
                try? await Task.sleep(for: LedgerAsking.patience)
                guard !Task.isCancelled else { return }
                conclude(start, .silence("no answer within \(LedgerAsking.patience)"))
            }
            Task {
                let answer = await LedgerAsking.ask(start.inquiry, over: connection)
                patience.cancel()
                conclude(start, answer)
            }
        }
    }

    private func conclude(_ start: LedgerInquiries.Start, _ answer: LedgerAnswer) {
        guard inquiries.end(start) else { return }
        take(.ledger(start.inquiry.subject, answer))
        askLedger()
    }

    /// Computes a session. Whoever stops the market does not wait for it: the file knows that it is to be computed.
    private func compute(_ session: Int64, _ input: SessionInput, _ mode: MarketMode) {
        Task {
            let result = await LongComputation.run {
                Result { () throws(SessionError) in try SessionRun.compute(input, mode: mode) }
            }
            take(.computed(session: session, result))
        }
    }

    private func compute(_ study: Study, for tag: RequestTag) {
        guard studies < Study.limit else { return reply(Study.refusal.reply, to: tag) }
        studies += 1
        Task {
            let found = await LongComputation.run { study.compute() }
            studies -= 1
            reply(found, to: tag)
        }
    }
}
