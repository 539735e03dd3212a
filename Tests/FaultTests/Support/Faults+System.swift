import ProcessSupport

extension Faults {
    /// Runs a program of the system.
    ///
    /// - Throws: `NeverHappened` with what it wrote when it does not succeed.
    static func run(_ words: String...) async throws {
        try await run(words)
    }

    /// Runs a program of the system.
    static func run(_ words: [String]) async throws {
        let program = try Program("/usr/bin/env", words)
        guard try await program.status() == 0 else {
            throw NeverHappened(what: "\(words.joined(separator: " ")): \(program.errors)")
        }
    }

    /// Does something and then cleans up, on every way out: a test that ran out of time is cancelled, and
    /// cleaning up is not.
    static func cleaningUp<Result>(
        _ body: () async throws -> Result, with clean: @escaping @Sendable () async throws -> Void
    ) async throws -> Result {
        do {
            let result = try await body()
            try await Task { try await clean() }.value
            return result
        } catch {
            try? await Task { try await clean() }.value
            throw error
        }
    }
}
