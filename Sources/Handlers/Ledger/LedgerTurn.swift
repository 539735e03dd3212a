import Topics

/// One turn of the ledger: something was asked, or is due. Who began the turn commits.
package struct LedgerTurn {
    /// What the ledger remembers.
    let store: LedgerStore
    /// How it goes about it.
    let settings: LedgerSettings
    /// When.
    let now: Timestamp

    /// Refuses what is no address.
    func check(_ address: String?, _ key: String, in fields: inout RequestFields) {
        guard let address else { return }
        do {
            try settings.addresses.check(address)
        } catch {
            fields.refuse(key, error.description)
        }
    }

    /// The money of an address.
    ///
    /// - Throws: `RequestRefusal` when the ledger has no account for it.
    func account(_ address: String) throws -> LedgerAccount {
        guard let account = try store.accounts.find(address) else {
            throw RequestRefusal(
                .notFound, "unknown-account", "the ledger has no account for \(address)")
        }
        return account
    }
}
