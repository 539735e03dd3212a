import Topics

/// A question that is being answered.
struct AnsweringTask {
    let attempt: UInt32
    let task: Task<Void, Never>

    /// Asks the handler to stop.
    func cancel() {
        task.cancel()
    }
}
