/// What an entry does to one account.
struct Posting: Hashable, Sendable {
    /// The account.
    let account: Account
    /// What is added to its balance: more than zero where the market owes less, or has more.
    let amount: Int64
    /// The resource that the money is for, by its number.
    var resource: Int64?

    /// A posting.
    init(_ account: Account, _ amount: Int64, resource: Int64? = nil) {
        self.account = account
        self.amount = amount
        self.resource = resource
    }
}
