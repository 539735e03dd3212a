package import MarketEngine
import Topics

/// What is to be done outside, once what it follows from is on disk.
package enum MarketDirective: Sendable {
    /// Asks the ledger; `MarketInput.ledger` brings what it says, or that it says nothing.
    case askLedger(LedgerInquiry)
    /// Computes a session; `MarketInput.computed` brings the result.
    case compute(session: Int64, SessionInput, MarketMode)
    /// Computes a study, or says `Study.refusal`: either is the reply to the request of this tag.
    case study(RequestTag, Study)
}
