package import Topics

extension MarketEvent {
    /// The event as a message for the topic, of which a second one within ten minutes counts for the same.
    ///
    /// All events of a market have one ordering key: a subscription that keeps order gets them as they happened.
    ///
    /// - Parameter market: the name of the market.
    package func publication(of market: String) -> Publication {
        let details = try? JSONValue(parsing: body)
        var attributes = ["event": kind]
        for key in ["session", "bid"] {
            attributes[key] = details?[key]?.integer.map { "\($0)" } ?? details?[key]?.string
        }
        attributes["user"] = details?["user"]?.string
        do {
            return Publication(
                topic: .market, deduplicationKey: "\(market)-\(number)", orderingKey: market,
                attributes: try Attributes(attributes), payload: Payload(body))
        } catch {
            preconditionFailure("four attributes of at most 256 bytes are allowed: \(error)")
        }
    }
}
