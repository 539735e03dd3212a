/// A subscription as a script makes it.
struct ModelSettings: Sendable {
    var name: String
    var topic = "weather"
    var deadline = 10
    var takesTaggedOnly = false
    var isOrdered = false
    var isExactlyOnce = false
    /// Minimum and maximum of the retry policy, in seconds.
    var backOff: (Int, Int)?
    /// Attempts before a message goes to the topic `graveyard`.
    var attempts: Int?
    var retention = 604_800
    /// The window of the one session that is attached; nil where messages are pulled.
    var window: Int?
    /// Whether messages that come together are compared without their order.
    var comesInAnyOrder = false
}
