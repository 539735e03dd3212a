/// A message as the model knows it: what it says names it.
struct ModelMessage: Sendable {
    var label: String
    var topic = "weather"
    var key = ""
    var priority = 0
    var isTagged = false
    /// Milliseconds from its publication until it is not given out any more; nil for no limit.
    var life: Int?
    /// Milliseconds from its publication until it is given out.
    var delay = 0
    var deduplicationKey = ""
    /// When it was published, in milliseconds.
    var time = 0
}
