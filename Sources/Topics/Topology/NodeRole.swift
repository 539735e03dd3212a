/// What a node of a topology does.
public enum NodeRole: String, CaseIterable, Hashable, Sendable {
    /// Takes, keeps and hands out all messages and questions; every topology has one.
    case backbone
    /// Knows the revisions of services and which of them are the defaults.
    case registry
    /// Keeps accounts of money, and moves money between them.
    case ledger
    /// Sells forecasts from everybody's measurements, and pays those who have them.
    case market
    /// Answers questions put to one revision of a service.
    case service
}
