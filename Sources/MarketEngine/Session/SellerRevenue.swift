/// What one resource got from all bids of a session.
package struct SellerRevenue: Codable, Hashable, Sendable {
    /// The resource that sold.
    package let resource: String
    /// Whose it is.
    package let owner: String
    /// The revenue before it was rounded, in smallest units of money.
    package let exactRevenue: Double
    /// The revenue in smallest units of money.
    package let revenue: Int
}
