package import Topics

/// Something that has happened in the ledger, as the topic `busnode.ledger` tells it.
///
///     {"event": "transfer-confirmed", "number": 12, "at": "2026-11-21T08:00:00.000000+00:00",
///      "transfer": "a-1", "state": "confirmed", …}
package struct LedgerEvent: Hashable, Sendable {
    /// Its number: events of one ledger count up from 1.
    package let number: Int64
    /// What has happened.
    package let kind: Kind
    /// Which transfer it is about.
    package let transfer: String
    /// Who pays.
    package let payer: String
    /// The event as JSON.
    package let body: JSONValue

    /// What happens in a ledger. The word stands in the attribute `event`, for filters.
    package enum Kind: String, CaseIterable, Sendable {
        /// The payees have the money of a transfer.
        case transferConfirmed = "transfer-confirmed"
        /// The payer has the money of a transfer again.
        case transferFailed = "transfer-failed"
    }

    /// The event as a message for the topic, of which a second one counts for the same.
    ///
    /// - Parameter ledger: the name of the ledger.
    package func publication(of ledger: String) -> Publication {
        do {
            return Publication(
                topic: .ledger, deduplicationKey: "\(ledger)-\(number)",
                attributes: try Attributes([
                    "event": kind.rawValue, "transfer": transfer, "payer": payer,
                ]),
                payload: Payload(body.bytes()))
        } catch {
            preconditionFailure("three attributes of at most 256 bytes are allowed: \(error)")
        }
    }
}
