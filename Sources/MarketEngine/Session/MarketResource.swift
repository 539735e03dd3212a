/// A resource in the market: whose it is, and what was measured there.
package struct MarketResource: Codable, Hashable, Sendable {
    /// Its id, different from all others of the session.
    package let id: String
    /// Whose it is.
    package let owner: String
    /// Its power until the launch.
    package let series: HourlySeries

    /// A resource.
    package init(id: String, owner: String, series: HourlySeries) {
        self.id = id
        self.owner = owner
        self.series = series
    }
}
