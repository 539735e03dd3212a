/// What one resource gets of a bid's payment.
package struct SellerShare: Codable, Hashable, Sendable {
    /// The resource that sold.
    package let resource: String
    /// Its Shapley value: its part of the gain, in percent. In `legacy` mode the original's estimate.
    package let value: Double
    /// Its part of the payment less the fee, 0...1.
    package let share: Double
    /// The revenue before it was rounded, in smallest units of money.
    package let exactRevenue: Double
    /// The revenue in smallest units of money.
    package let revenue: Int
}
