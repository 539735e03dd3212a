import Store

/// What is in the accounts of the books, by their kinds.
struct BooksSums {
    /// How many entries there are.
    let entries: Int64
    /// How many postings they have.
    let postings: Int64
    /// How many accounts there are.
    let accounts: Int64
    /// All postings together: zero.
    let sum: Int64
    /// What the market has at the ledger.
    let wallet: Int64
    /// What it owes to users.
    let users: Int64
    /// What it has kept.
    let fees: Int64
    /// What no bid uses.
    let held: Int64
    /// What has left and is not confirmed.
    let onTheWay: Int64

    /// What the market owes in all: what it has.
    var owed: Int64 { users + fees + held + onTheWay }

    init(_ connection: Connection) throws(StoreError) {
        func integer(_ sql: String) throws(StoreError) -> Int64 {
            try connection.firstInteger(sql) ?? 0
        }
        func owed(_ accounts: String) throws(StoreError) -> Int64 {
            try integer("SELECT coalesce(-sum(balance), 0) FROM account WHERE \(accounts)")
        }
        entries = try integer("SELECT count(*) FROM entry")
        postings = try integer("SELECT count(*) FROM posting")
        accounts = try integer("SELECT count(*) FROM account")
        sum = try integer("SELECT coalesce(sum(amount), 0) FROM posting")
        wallet = -(try owed("name = 'wallet'"))
        users = try owed("name > 'user:' AND name < 'user;'")
        fees = try owed("name = 'fees'")
        held = try owed("name > 'held:' AND name < 'held;'")
        onTheWay = try owed("name > 'outgoing:' AND name < 'outgoing;'")
    }
}
