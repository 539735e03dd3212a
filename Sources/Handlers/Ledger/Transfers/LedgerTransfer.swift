import Topics

/// Money on its way from one account to others, or arrived there.
struct LedgerTransfer: Hashable, Sendable {
    /// Transfers count up from 1 in the order in which they were sent.
    let number: Int64
    /// What it is called, by whoever has sent it.
    let id: String
    /// The address that pays.
    let payer: String
    /// Who gets how much.
    let outputs: [LedgerOutput]
    /// What has become of it.
    let state: State
    /// Whether it fails in the end, because a fault wants it so.
    let isFailing: Bool
    /// When it was sent.
    let sentAt: Timestamp
    /// When it is settled, as it was said when it was sent.
    let settlesAt: Timestamp
    /// When it was settled; nil while it is pending.
    let settledAt: Timestamp?

    /// What becomes of a transfer.
    enum State: String, CaseIterable, Sendable {
        /// The money has left the payer.
        case pending
        /// The payees have the money.
        case confirmed
        /// The payer has the money again.
        case failed
    }

    /// What all payees get together.
    var amount: Int64 { outputs.reduce(0) { $0 + $1.amount } }

    /// The transfer as replies and events have it.
    var json: JSONValue { .object(members) }

    /// The members of the transfer as replies and events have them.
    var members: JSONObject {
        var object: JSONObject = [
            "transfer": .string(id), "state": .string(state.rawValue), "payer": .string(payer),
            "outputs": .array(outputs.map(\.json)), "amount": JSONValue(amount),
            "sent_at": .string(sentAt.description),
        ]
        if let settledAt {
            object["settled_at"] = .string(settledAt.description)
        } else {
            object["settles_at"] = .string(settlesAt.description)
        }
        return object
    }
}
