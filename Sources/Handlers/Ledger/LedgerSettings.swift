/// How a ledger goes about it.
package struct LedgerSettings: Sendable {
    /// How long after it was sent a transfer is confirmed, 0 to `delayLimit`.
    package var confirmAfter = Duration.seconds(2)
    /// Which texts are addresses.
    package var addresses = AddressRule.text

    /// The longest that a transfer may take, a day: whoever waits longer takes it for lost.
    package static let delayLimit = Duration.seconds(86_400)

    /// The usual settings.
    package init() {}
}
