import Topics

/// A command that came from an engine.
struct Received: Sendable {
    let correlation: UInt64
    let command: Command
}
