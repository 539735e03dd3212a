/// How long a supervisor waits for what; all are times, so none has another unit.
struct SupervisorLimits: Sendable, Equatable {
    /// The pause before a node starts again for the first time: long enough that a node which fails at
    /// once does not take the processor from the others.
    var leastPause = Duration.milliseconds(200)
    /// The longest pause: somebody who repaired the cause does not wait longer than this.
    var longestPause = Duration.seconds(30)
    /// A node that ran for this long was well: its next pause is the least one again.
    var wellAfter = Duration.seconds(60)
    /// A node that is not running this long after its start is killed, and starts again.
    var startsWithin = Duration.seconds(30)
    /// A node that is asked to stop and still runs after this time is killed: it may finish answers.
    var stopsWithin = Duration.seconds(30)
}
