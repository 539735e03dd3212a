import Topics

/// Commands that wait for an answer, in the order in which they were sent.
struct PendingCommands: Sendable {
    private var commands: [UInt64: Command] = [:]
    private var order = FirstInFirstOut<UInt64>()
    private var next: UInt64 = 1

    /// How many wait.
    var count: Int { commands.count }

    /// Adds a command.
    ///
    /// - Returns: the correlation to send it with.
    mutating func add(_ command: Command) -> UInt64 {
        defer { next += 1 }
        commands[next] = command
        order.append(next)
        return next
    }

    /// The command that waits under this correlation.
    subscript(correlation: UInt64) -> Command? { commands[correlation] }

    /// Takes a command whose answer has come, or is not wanted any more.
    @discardableResult
    mutating func take(_ correlation: UInt64) -> Command? {
        let command = commands.removeValue(forKey: correlation)
        while let oldest = order.first, commands[oldest] == nil { _ = order.takeFirst() }
        return command
    }

    /// Takes all commands that fulfil a condition.
    mutating func takeAll(where condition: (Command) -> Bool) -> [UInt64] {
        let found = inOrder.filter { condition($0.command) }.map(\.correlation)
        for correlation in found { take(correlation) }
        return found
    }

    /// All that wait, oldest first.
    var inOrder: [(correlation: UInt64, command: Command)] {
        order.map { $0 }.compactMap { correlation in
            commands[correlation].map { (correlation: correlation, command: $0) }
        }
    }
}
