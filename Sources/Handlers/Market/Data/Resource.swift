import Topics

/// What a user measures, or sends forecasts of: a wind farm, a solar plant.
struct Resource: Hashable {
    /// Its number in the file.
    let number: Int64
    /// Its id, different from those of all others, and never another one.
    let id: String
    /// The id of the user whose it is, forever.
    let user: String
    /// What its owner calls it.
    let name: String
    /// What is known of it.
    let kind: Kind
    /// Whether its owner may bid for forecasts of it.
    let isToForecast: Bool
    /// Since when it is in the market.
    let registeredAt: Timestamp
    /// Since when it is no more in the market; what it sold and bought is still known.
    let retiredAt: Timestamp?

    /// What is known of a resource.
    enum Kind: String, CaseIterable {
        /// Its power, as it was.
        case measurements
        /// Forecasts of its owner.
        case forecasts
    }

    /// The resource as replies show it.
    var json: JSONObject {
        [
            "id": .string(id), "user": .string(user), "name": .string(name),
            "kind": .string(kind.rawValue), "to_forecast": .bool(isToForecast),
            "registered_at": .string(registeredAt.description),
            "retired_at": retiredAt.map { .string($0.description) } ?? .null,
        ]
    }
}
