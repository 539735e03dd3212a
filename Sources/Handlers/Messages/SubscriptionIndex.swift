import Topics

/// The subscriptions of a topic, found by a value that their filters demand, so that a message is not held
/// against ten thousand filters of which it can pass one.
struct SubscriptionIndex {
    /// Those whose filter, if they have one, demands no certain value.
    private var others: [Subscription] = []
    /// The others, by the attribute that their filter looks at and the value that it has to have.
    private var byValue: [String: [String: [Subscription]]] = [:]

    /// An index of these subscriptions.
    init(_ subscriptions: [Subscription]) {
        for subscription in subscriptions {
            let required = subscription.settings.filter?.requiredValues ?? [:]
            if let (key, value) = required.min(by: { $0.key < $1.key }) {
                byValue[key, default: [:]][value, default: []].append(subscription)
            } else {
                others.append(subscription)
            }
        }
    }

    /// The subscriptions that take a message with these attributes, in the order in which they were made.
    func takers(of attributes: Attributes) -> [Subscription] {
        var candidates = others
        for (key, subscriptions) in byValue {
            guard let value = attributes[key] else { continue }
            candidates += subscriptions[value] ?? []
        }
        let takers = candidates.filter { $0.takes(attributes) }
        return byValue.isEmpty ? takers : takers.sorted { $0.number < $1.number }
    }
}
