import Topics

/// The forecast of one hour that a bid brought, as the market keeps it.
struct StoredForecast {
    /// Its place in the list of all.
    let number: Int64
    /// The session.
    let session: Int64
    /// The id of the resource.
    let resource: String
    /// Whose it is.
    let user: String
    /// When the hour begins.
    let time: Timestamp
    /// The forecast, and the quantiles 10 %, 50 % and 90 % where the session had them, in kW.
    let value: Double
    let quantiles: (lower: Double, median: Double, upper: Double)?

    /// The forecast as replies show it.
    var json: JSONValue {
        var json: JSONObject = [
            "session": JSONValue(session), "resource": .string(resource), "user": .string(user),
            "at": .string(time.description), "value": JSONValue(finite: value), "unit": "kw",
        ]
        if let quantiles {
            json["lower"] = JSONValue(finite: quantiles.lower)
            json["median"] = JSONValue(finite: quantiles.median)
            json["upper"] = JSONValue(finite: quantiles.upper)
        }
        return .object(json)
    }
}
