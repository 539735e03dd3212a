import Testing

@testable import BusNode

@Suite(.timeLimit(.minutes(1))) struct `A reactor thread` {
    @Test func `lives as long as a task that runs on it`() async {
        func tasks() -> ReactorTasks { ReactorThread().tasks }
        for _ in 0..<50 {
            let executor = tasks()
            await Task(executorPreference: executor) { await Task.yield() }.value
        }
    }
}
