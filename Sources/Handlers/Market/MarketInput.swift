package import MarketEngine
package import Topics

/// What the market is told.
package enum MarketInput: Sendable {
    /// Somebody asks for something; a study for it comes with the tag.
    case request(Request, tag: RequestTag = RequestTag(0))
    /// What became of an inquiry.
    case ledger(LedgerInquiry.Subject, LedgerAnswer)
    /// What became of a computation.
    case computed(session: Int64, Result<SessionResult, SessionError>)
    /// The market has started: what was under way when it stopped goes on.
    case started
    /// It is time.
    case wake
}
