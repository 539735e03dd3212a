/// How a farm stands in the market, in smallest units of money and in kW.
struct FarmStanding: Encodable, Sendable {
    /// What the market owes it.
    let balance: Int
    /// The last session that it has bid in.
    let session: Int?
    /// By how many percent its forecast was better for the data of others.
    let gain: Double?
    /// What it has paid for that.
    let payment: Int?
    /// What it has earned with its own data.
    let revenue: Int?
    /// Its power in the hours after the session.
    let forecast: [Double]
}
