/// The engines that the suite is run against.
enum EngineKind: String, CaseIterable, Sendable, CustomStringConvertible {
    /// The state machine, driven in memory.
    case memory
    /// A backbone behind its sockets.
    case sockets

    var description: String { rawValue }

    /// Starts an engine on an empty disk.
    func start() async throws -> any Engine {
        switch self {
        case .memory: try MemoryEngine()
        case .sockets: try await SocketEngine()
        }
    }
}
