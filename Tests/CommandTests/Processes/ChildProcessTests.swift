import Glibc
import Testing

@testable import BusNodeCommand

@Suite(.timeLimit(.minutes(1))) struct `A child process` {
    private func shell(_ script: String, _ change: (inout ProgramSettings) -> Void = { _ in })
        throws -> ChildProcess
    {
        var settings = ProgramSettings(
            program: "/bin/sh", arguments: ["-c", script], environment: ["PATH": "/usr/bin:/bin"],
            output: .pipe, errors: .pipe)
        change(&settings)
        return try ChildProcess(settings)
    }

    private func text(_ lines: LineReader) async throws -> [String] {
        var texts: [String] = []
        for try await line in lines { texts.append(String(decoding: line, as: UTF8.self)) }
        return texts
    }

    @Test(arguments: [
        ("exit 0", ProcessExit.exited(0)), ("exit 65", .exited(65)),
        ("kill -TERM $$", .signalled(SIGTERM)), ("kill -SEGV $$", .signalled(SIGSEGV)),
    ])
    func `tells how it ended`(script: String, status: ProcessExit) async throws {
        let child = try shell(script)
        #expect(await child.exit == status)
        #expect(await child.exit == status)
        #expect(child.exitNow == status)
        #expect(!child.signal(SIGTERM))
    }

    @Test func `can have a conversation beside what it writes for people`() async throws {
        let child = try shell("echo for people; read line <&3; echo \"heard $line\" >&4") {
            $0.hasConversation = true
        }
        let events = try #require(child.events)
        _ = try await child.requests?.write(Array("a request\n".utf8))
        #expect(try await text(LineReader(events)) == ["heard a request"])
        #expect(try await text(child.lines()) == ["for people"])
        #expect(await child.exit == .exited(0))
    }

    @Test func `is heard on both of its outputs`() async throws {
        let child = try shell("echo one; echo two; echo three >&2")
        #expect(try await text(child.lines()) == ["one", "two"])
        #expect(try await text(child.errorLines()) == ["three"])
        #expect(await child.exit == .exited(0))
    }

    @Test func `is spoken to`() async throws {
        let settings = ProgramSettings(program: "cat", input: .pipe, output: .pipe)
        let child = try ChildProcess(settings)
        #expect(try await child.input?.write(Array("hello\nworld\n".utf8)) == true)
        child.input?.close()
        #expect(try await text(child.lines()) == ["hello", "world"])
        #expect(await child.exit == .exited(0))
    }

    /// Sends a line several times and ends the input; whether the child took all.
    private func send(_ line: [UInt8], times: Int, to child: ChildProcess) async throws -> Bool {
        defer { child.input?.close() }
        for _ in 0..<times {
            guard try await child.input?.write(line) == true else { return false }
        }
        return true
    }

    @Test func `gets more than a pipe holds, and gives it back`() async throws {
        let settings = ProgramSettings(program: "cat", input: .pipe, output: .pipe)
        let child = try ChildProcess(settings)
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 99_999) + [UInt8(ascii: "\n")]
        async let sent = send(line, times: 20, to: child)
        var count = 0
        for try await received in child.lines() {
            #expect(received.count == 99_999)
            count += 1
        }
        #expect(try await sent)
        #expect(count == 20)
    }

    @Test func `that no longer listens is no error`() async throws {
        let child = try shell("exec 0<&-; echo closed; read line <&1") { $0.input = .pipe }
        var lines = child.lines().makeAsyncIterator()
        #expect(try await lines.next() == Array("closed".utf8))
        // More than the pipe holds: another child that is just being started may have it open, too.
        let bytes = [UInt8](repeating: 0, count: 1_000_000)
        #expect(try await child.input?.write(bytes) == false)
        child.signal(SIGKILL)
        _ = await child.exit
    }

    @Test func `that stops listening ends a write that waits`() async throws {
        let child = try shell("read line; exec 0<&-; echo closed") { $0.input = .pipe }
        let bytes = Array("line\n".utf8) + [UInt8](repeating: 0, count: 1_000_000)
        #expect(try await child.input?.write(bytes) == false)
        #expect(await child.exit == .exited(0))
    }

    @Test func `has the environment and the folder that it is given, and no other`() async throws {
        let child = try shell("pwd; echo $GREETING; echo $HOME") {
            $0.environment["GREETING"] = "hello"
            $0.folder = "/usr"
        }
        #expect(try await text(child.lines()) == ["/usr", "hello", ""])
    }

    @Test func `has no descriptors but its own three`() async throws {
        // Without the mark that closes it on exec, as a library may leave one.
        let left = open("/dev/null", O_RDONLY)
        defer { close(left) }
        let child = try shell("for file in /proc/$$/fd/*; do echo ${file##*/}; done") {
            $0.input = .pipe
        }
        let numbers = try await text(child.lines()).compactMap { Int32($0) }
        #expect(Set(numbers).intersection([0, 1, 2]) == [0, 1, 2])
        #expect(!numbers.contains(left))
    }

    @Test func `ignores no signal because we do`() async throws {
        signal(SIGPIPE, SIG_IGN)
        let child = try shell("kill -PIPE $$; exit 3")
        #expect(await child.exit == .signalled(SIGPIPE))
    }

    @Test func `leads a group of its own, which ends with it`() async throws {
        let child = try shell("sleep 1000 & echo $!; echo done")
        // The sleeper holds the pipe open: only its end ends the lines.
        let lines = try await text(child.lines())
        #expect(lines.last == "done")
        #expect(await child.exit == .exited(0))
        #expect(getpgid(0) != child.identifier)
    }

    @Test func `is asked to end before it is killed`() async throws {
        let polite = try shell(
            "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.01; done")
        var lines = polite.lines().makeAsyncIterator()
        #expect(try await lines.next() == Array("ready".utf8))
        #expect(await polite.terminate(grace: .seconds(30)) == .exited(7))

        let stubborn = try shell("trap '' TERM; echo ready; while :; do sleep 0.01; done")
        lines = stubborn.lines().makeAsyncIterator()
        #expect(try await lines.next() == Array("ready".utf8))
        #expect(await stubborn.terminate(grace: .milliseconds(50)) == .signalled(SIGKILL))
    }

    @Test func `gets its grace although the task is cancelled`() async throws {
        let child = try shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done")
        var lines = child.lines().makeAsyncIterator()
        #expect(try await lines.next() == Array("ready".utf8))
        let task = Task { await child.terminate(grace: .seconds(30)) }
        task.cancel()
        #expect(await task.value == .exited(7))
    }

    @Test func `cannot be what there is not`() throws {
        let program = "/nowhere/at/all"
        #expect(throws: ProcessError.notStarted(program: program, code: ENOENT)) {
            try ChildProcess(ProgramSettings(program: program))
        }
        #expect(throws: ProcessError.noFolder("/nowhere")) {
            try ChildProcess(ProgramSettings(program: "cat", folder: "/nowhere"))
        }
        let folder = ProcessError.notStarted(program: "/", code: EACCES)
        #expect(throws: folder) { try ChildProcess(ProgramSettings(program: "/")) }
    }

    @Test func `that writes a line too long is an error`() async throws {
        let child = try shell("echo 123456789; echo 1")
        await #expect(throws: ProcessError.lineTooLong(limit: 8)) {
            _ = try await text(child.lines(limit: 8))
        }
        #expect(await child.exit == .exited(0))
    }

    @Test func `is waited for without keeping others waiting`() async throws {
        // More children than the pool has threads: a wait that blocks one would never let all end.
        await withTaskGroup(of: ProcessExit?.self) { group in
            for number in 0..<32 {
                group.addTask {
                    let child = try? shell("read line; exit \(number)") { $0.input = .pipe }
                    _ = try? await child?.input?.write(Array("\n".utf8))
                    return await child?.exit
                }
            }
            var statuses: Set<ProcessExit?> = []
            for await status in group { statuses.insert(status) }
            #expect(statuses == Set((0..<32).map { .exited($0) }))
        }
    }

    @Test func `stops a reader whose task is cancelled`() async throws {
        let child = try shell("echo ready; sleep 1000")
        for _ in 0..<50 {
            let task = Task {
                var lines = child.lines().makeAsyncIterator()
                while try await lines.next() != nil {}
            }
            await Task.yield()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        child.signal(SIGKILL)
        _ = await child.exit
    }

    @Test func `that watches its parent ends with the pipe that the parent holds`() async throws {
        guard let ends = LibraryFunctions.pipe() else {
            Issue.record("no pipe")
            return
        }
        let holder = PipeEnd(owning: ends.writing)
        let watch = Task {
            try await ParentWatch.untilParentIsGone(PipeEnd(owning: ends.reading))
        }
        holder.close()
        try await watch.value
        #expect(ParentWatch.isPossible(["BUSNODE_PARENT": "stdin"]))
        #expect(!ParentWatch.isPossible([:]))
    }
}
