#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that runs beside this one, in a process group of its own.
///
///     let child = try ChildProcess(ProgramSettings(program: "cat", input: .pipe, output: .pipe))
///     _ = try await child.input?.write(Array("hello\n".utf8))
///     child.input?.close()
///     for try await line in child.lines() { … }
///     let status = await child.exit
///
/// Ctrl-C in a terminal does not reach the child, because of its group: whoever started it stops it. When
/// the child ends, what is left of its group is killed, so that nothing keeps its pipes open.
///
/// A parent that is killed cannot stop anyone. So the rule for children of ours is that their standard
/// input is a pipe which the parent only holds: the system closes it with the parent, and the child ends
/// when it reads the end of it (`ParentWatch`). A program that knows nothing of this sees an end of its
/// input, and fails at the latest when it next writes to a pipe of ours.
final class ChildProcess: Sendable {
    /// The identifier of the process, and of its group.
    let identifier: Int32
    /// What the child reads, when that is a pipe.
    let input: PipeEnd?
    /// What the child writes, when that is a pipe.
    let output: PipeEnd?
    /// What the child complains, when that is a pipe.
    let errors: PipeEnd?
    /// Where the child reads requests, and writes events, when it has a conversation.
    let requests: PipeEnd?
    let events: PipeEnd?

    private let ending: ProcessEnding

    /// Starts a program.
    ///
    /// - Throws: `ProcessError` when there is no such program or folder, or the system has no room.
    init(_ settings: ProgramSettings) throws(ProcessError) {
        let spawned = try SpawnedProgram(settings)
        identifier = spawned.identifier
        input = spawned.input
        output = spawned.output
        errors = spawned.errors
        requests = spawned.requests
        events = spawned.events
        ending = try ProcessEnding(of: spawned.identifier)
    }

    /// How the process ends; returns when it has, and at once after that.
    ///
    /// Cancelling the task does not end the wait, since it does not end the process either.
    var exit: ProcessExit {
        get async { await ending.status }
    }

    /// How the process ended; nil while it runs.
    var exitNow: ProcessExit? { ending.statusNow }

    /// Sends a signal to the process and its group; false when it has ended.
    @discardableResult
    func signal(_ number: Int32) -> Bool {
        ending.signal(number)
    }

    /// Asks the process to end with SIGTERM, and kills it when it still runs after `grace`.
    ///
    /// Cancelling the task shortens nothing.
    @discardableResult
    func terminate(grace: Duration) async -> ProcessExit {
        signal(SIGTERM)
        let timer = ProcessTimer(after: grace) { [ending] in ending.signal(SIGKILL) }
        defer { timer.cancel() }
        return await exit
    }

    /// The lines that the child writes; only when its output is a pipe.
    func lines(
        limit: Int = LineReader.lineLimit, overlong: LineSplitter.Overlong = .fails
    ) -> LineReader {
        Self.reader(output, limit, overlong)
    }

    /// The lines that the child complains; only when its standard error is a pipe.
    func errorLines(
        limit: Int = LineReader.logLineLimit, overlong: LineSplitter.Overlong = .isCut
    ) -> LineReader {
        Self.reader(errors, limit, overlong)
    }

    private static func reader(
        _ pipe: PipeEnd?, _ limit: Int, _ overlong: LineSplitter.Overlong
    ) -> LineReader {
        guard let pipe else { preconditionFailure("the stream of the child is no pipe") }
        return LineReader(pipe, limit: limit, overlong: overlong)
    }
}
