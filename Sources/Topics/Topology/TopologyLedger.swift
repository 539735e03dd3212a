/// What a ledger node keeps.
public struct TopologyLedger: Hashable, Sendable {
    /// How long after it was sent a transfer is confirmed; nil for what the ledger has by itself.
    public var confirmAfter: Duration?
    /// The accounts that are opened when the node starts, unless they were before.
    public var accounts: [Account]

    /// A ledger, which is checked when it becomes part of a `Topology`.
    public init(confirmAfter: Duration? = nil, accounts: [Account] = []) {
        self.confirmAfter = confirmAfter
        self.accounts = accounts
    }

    /// An account and the money that it begins with.
    public struct Account: Hashable, Sendable {
        /// Whose money it is.
        public var address: String
        /// What it begins with, in smallest units of money: 0 to 2^53.
        public var credit: Int64

        /// An account.
        public init(address: String, credit: Int64) {
            self.address = address
            self.credit = credit
        }

        /// The keys of an element of `accounts`.
        enum Key: String, TopologyKey {
            case address, credit
        }
    }
}
