/// Messages that a subscriber has dealt with.
public struct Acknowledgement: Sendable, Equatable {
    /// The subscription they were delivered for.
    public var subscription: SubscriptionName
    /// The deliveries, at most 1,024.
    public var deliveries: [DeliveryReference]

    /// An acknowledgement of deliveries.
    public init(subscription: SubscriptionName, deliveries: [DeliveryReference]) {
        self.subscription = subscription
        self.deliveries = deliveries
    }
}

extension Acknowledgement: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        subscription = try reader.name("subscription", SubscriptionName.init)
        deliveries = try reader.list("deliveries") { reader throws(WireError) in
            try DeliveryReference(from: &reader)
        }
    }

    func write(to writer: inout FrameWriter) {
        writer.text(subscription.text)
        writer.list(deliveries) { $1.write(to: &$0) }
    }
}
