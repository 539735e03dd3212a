import Dispatch

/// Does something later, unless it is cancelled before; it belongs to no task, so that cancelling a task
/// does not hurry it.
struct ProcessTimer {
    private let source: any DispatchSourceTimer

    init(after delay: Duration, _ action: @escaping @Sendable () -> Void) {
        let (seconds, attoseconds) = delay.components
        let nanoseconds = Int(clamping: attoseconds / 1_000_000_000)
        source = DispatchSource.makeTimerSource()
        source.schedule(
            deadline: .now() + .seconds(Int(clamping: seconds)) + .nanoseconds(nanoseconds))
        source.setEventHandler(handler: action)
        source.activate()
    }

    /// Lets nothing happen any more.
    func cancel() {
        source.cancel()
    }
}
