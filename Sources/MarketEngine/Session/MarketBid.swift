/// What a buyer offers for a better forecast of one of its resources.
package struct MarketBid: Codable, Hashable, Sendable {
    /// Its id, different from all others of the session.
    package let id: String
    /// Who bids.
    package let bidder: String
    /// The resource to forecast.
    package let resource: String
    /// Smallest units of money for each percentage point by which the error falls.
    package let price: Int
    /// The most that the buyer pays, in smallest units of money; it has been deposited.
    package let maxPayment: Int
    /// How the buyer measures the error.
    package let gain: GainFunction

    /// A bid.
    package init(
        id: String, bidder: String, resource: String, price: Int, maxPayment: Int,
        gain: GainFunction
    ) {
        self.id = id
        self.bidder = bidder
        self.resource = resource
        self.price = price
        self.maxPayment = maxPayment
        self.gain = gain
    }
}
