import Store
import Topics

/// The addresses of the users and of the market; no two have the same.
struct WalletTable {
    private let selectUser: Statement
    private let selectAddress: Statement
    private let insert: Statement
    private let selectMarket: Statement
    private let setMarket: Statement

    init(_ connection: Connection) throws(StoreError) {
        let columns = "user, address, registered_at"
        selectUser = try connection.prepare("SELECT \(columns) FROM wallet WHERE user = ?")
        selectAddress = try connection.prepare("SELECT \(columns) FROM wallet WHERE address = ?")
        insert = try connection.prepare(
            """
            INSERT INTO wallet (user, address, registered_at) VALUES (?, ?, ?)
            ON CONFLICT (user) DO UPDATE
                SET address = excluded.address, registered_at = excluded.registered_at
            """)
        selectMarket = try connection.prepare(
            "SELECT wallet, wallet_set_at FROM market WHERE id = 0 AND wallet IS NOT NULL")
        setMarket = try connection.prepare(
            "UPDATE market SET wallet = ?, wallet_set_at = ? WHERE id = 0")
    }

    /// The wallet of a user.
    func wallet(of user: String) throws(StoreError) -> Wallet? {
        try selectUser.bind(user, at: 1)
        return try selectUser.firstRow(Self.wallet)
    }

    /// The user's wallet with this address.
    func wallet(at address: String) throws(StoreError) -> Wallet? {
        try selectAddress.bind(address, at: 1)
        return try selectAddress.firstRow(Self.wallet)
    }

    /// Gives a user a wallet in place of the one before.
    func set(_ wallet: Wallet) throws(StoreError) {
        try insert.bind(wallet.user, at: 1)
        try insert.bind(wallet.address, at: 2)
        try insert.bind(wallet.registeredAt.microseconds, at: 3)
        try insert.run()
    }

    /// The wallet of the market.
    func ofMarket() throws(StoreError) -> MarketWallet? {
        try selectMarket.firstRow { row in
            MarketWallet(
                address: row.text(at: 0),
                registeredAt: Timestamp(microseconds: row.integer(at: 1)))
        }
    }

    /// Gives the market a wallet in place of the one before.
    func setMarket(_ wallet: MarketWallet) throws(StoreError) {
        try setMarket.bind(wallet.address, at: 1)
        try setMarket.bind(wallet.registeredAt.microseconds, at: 2)
        try setMarket.run()
    }

    private static func wallet(_ row: Statement) -> Wallet {
        Wallet(
            user: row.text(at: 0), address: row.text(at: 1),
            registeredAt: Timestamp(microseconds: row.integer(at: 2)))
    }
}
