import Foundation
import TestSupport

/// A process of a test's own: killed when the test lets go of it.
///
/// Started and waited for by hand: Foundation's `Process` crashes where many are started at a time.
package final class Program {
    /// The number of the process.
    package let id: Int32
    private let folder: TemporaryFolder
    private var ending: Int32?

    /// Starts a program.
    ///
    /// - Parameter environment: added to what there is; what BusNode would look at is taken out first.
    package init(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws
    {
        folder = try TemporaryFolder()
        var variables = ProcessInfo.processInfo.environment.filter {
            !$0.key.hasPrefix("BUSNODE_")
        }
        variables.merge(environment) { $1 }
        id = try Self.spawn(
            [path] + arguments, variables.map { "\($0.key)=\($0.value)" },
            output: folder.file("out"), errors: folder.file("err"))
    }

    deinit {
        kill()
        if ending == nil { waitpid(id, nil, 0) }
    }

    /// Whether it has not ended.
    package var isRunning: Bool {
        var status: Int32 = 0
        if ending == nil, waitpid(id, &status, WNOHANG) == id {
            let signal = status & 0x7F
            ending = signal == 0 ? status >> 8 & 0xFF : -signal
        }
        return ending == nil
    }
    /// What it wrote to its standard output so far.
    package var output: String { text("out") }
    /// What it wrote to its standard error output so far.
    package var errors: String { text("err") }

    #if os(Linux)
        /// The most memory that it had resident so far, in kB.
        package func peakMemory() throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            guard let words = line?.split(separator: " "), words.count > 1,
                let size = Int(words[1])
            else { throw NeverHappened(what: "the peak memory of process \(id)") }
            return size
        }
    #endif

    /// Asks it to stop.
    package func terminate() {
        send(SIGTERM)
    }

    /// Ends it as a fault of the machine would: it can do nothing more.
    package func kill() {
        send(SIGKILL)
    }

    /// Waits for the end, however it comes.
    package func end() async throws {
        _ = try await status()
    }

    /// Waits for the end.
    ///
    /// - Returns: the exit status; for a process that a signal ended, the negative number of the signal.
    package func status() async throws -> Int32 {
        try await eventually("the end of process \(id), which wrote: \(errors)") {
            isRunning ? nil : ending
        }
    }

    /// Waits until the program has written a text to its standard error output.
    package func wrote(_ text: String) async throws {
        try await eventually("\(text), and instead came: \(errors)\(output)") {
            if errors.contains(text) { return () }
            guard isRunning else { throw NeverHappened(what: "\(text): \(errors)\(output)") }
            return nil
        }
    }

    /// Sends a signal, unless it has ended: then its number may be another's.
    package func send(_ signal: Int32) {
        guard isRunning else { return }
        _ = Foundation.kill(id, signal)
    }

    private func text(_ name: String) -> String {
        (try? folder.bytes(of: name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String], output: String, errors: String
    ) throws -> Int32 {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        var words = arguments.map { strdup($0) } + [nil]
        var variables = environment.map { strdup($0) } + [nil]
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            for text in words + variables { free(text) }
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        let flags = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o600)
        // The threads of a test have signals blocked, and a program inherits that.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var id: pid_t = 0
        let error = posix_spawn(&id, arguments[0], &actions, &attributes, &words, &variables)
        guard error == 0 else {
            throw NeverHappened(what: "\(arguments[0]): \(String(cString: strerror(error)))")
        }
        return id
    }
}
