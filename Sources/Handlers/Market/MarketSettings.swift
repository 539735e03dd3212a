package import MarketEngine

/// How a market goes about it.
package struct MarketSettings: Sendable {
    /// How sessions are computed.
    package var mode = MarketMode.sound
    /// What holds for sessions that are staged from now on.
    package var parameters = MarketParameters()
    /// When gates close.
    package var schedule = SessionSchedule.manual
    /// How long before gate closure it is told that the gate closes soon.
    package var closingSoon = Duration.seconds(600)
    /// How long after gate closure payments may still be confirmed by the ledger.
    package var confirmWithin = Duration.seconds(30)
    /// The least that a bid may offer as its cap, in smallest units of money.
    package var leastPayment: Int64 = 1_000_000
    /// The least that is paid out, in smallest units of money.
    package var leastPayout: Int64 = 1_000_000
    /// Which texts are wallet addresses.
    package var addresses = AddressRule.iota
    /// The market's own wallet, taken when it has none yet; an address that `addresses` allows.
    package var wallet: String?
    /// Who may do what only operators may: a user who is made where there is none.
    package var operatorName = "operator"
    /// How long until the ledger is asked again.
    package var askAgainAfter = Duration.seconds(1)

    /// The usual settings.
    package init() {}
}
