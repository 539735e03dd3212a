import MarketEngine

/// What a bid says, without who and when.
struct BidOffer: Hashable {
    /// The resource to forecast.
    let resource: Resource
    /// Smallest units of money for each percentage point by which the error falls.
    let price: Int64
    /// The most that is paid.
    let maxPayment: Int64
    /// How the error is measured.
    let gain: GainFunction
}
