extension Ledger {
    /// Money on its way from one account to others, or arrived there.
    public struct Transfer: Codable, Hashable, Sendable {
        /// What it is called.
        public let id: String
        /// What has become of it.
        public let state: State
        /// The address that pays.
        public let payer: String
        /// Who gets how much.
        public let outputs: [Output]
        /// What all of them get together, in smallest units of money.
        public let amount: Int
        /// When it was sent.
        public let sentAt: Timestamp
        /// When it was settled; nil while it is on its way.
        public let settledAt: Timestamp?

        /// What becomes of a transfer.
        public enum State: String, Codable, Sendable {
            /// The money has left the payer.
            case pending
            /// The payees have the money.
            case confirmed
            /// The payer has the money again.
            case failed
        }

        /// Who gets how much.
        public struct Output: Codable, Hashable, Sendable {
            /// The address that gets it.
            public let payee: String
            /// How much it gets.
            public let amount: Int
        }

        private enum CodingKeys: String, CodingKey {
            case id = "transfer"
            case state, payer, outputs, amount
            case sentAt = "sent_at"
            case settledAt = "settled_at"
        }
    }
}
