import Testing

@testable import BusNodeCommand

@Suite struct `A supervisor` {
    private typealias Directive = Supervisor.Directive

    /// A supervisor whose nodes run, since the time 0.
    private func running(_ names: String...) -> Supervisor {
        var supervisor = Supervisor(names)
        _ = supervisor.handle(.begin, at: .zero)
        for name in names { _ = supervisor.handle(.started(name), at: .zero) }
        return supervisor
    }

    private func directives(
        _ supervisor: inout Supervisor, _ input: Supervisor.Input, at seconds: Double
    ) -> [Directive] {
        // In whole milliseconds: fractions of seconds are not exact.
        supervisor.handle(input, at: .milliseconds(Int64((seconds * 1_000).rounded())))
    }

    @Test func `starts each node when the one before it runs`() {
        var supervisor = Supervisor(["backbone", "registry"])
        #expect(
            directives(&supervisor, .begin, at: 0) == [
                .start("backbone"), .report("backbone", .starting),
            ])
        #expect(directives(&supervisor, .tick, at: 0.1) == [])
        #expect(
            directives(&supervisor, .started("backbone"), at: 0.2) == [
                .report("backbone", .running), .start("registry"), .report("registry", .starting),
            ])
        #expect(
            directives(&supervisor, .started("registry"), at: 0.3)
                == [.report("registry", .running)])
        #expect(supervisor.nextTick == nil)
    }

    @Test func `does not let one that fails hold up the others`() {
        var supervisor = Supervisor(["backbone", "registry"])
        _ = directives(&supervisor, .begin, at: 0)
        let pause = NodeState.backingOff(pause: .milliseconds(200), after: .exited(1))
        #expect(
            directives(&supervisor, .exited("backbone", .exited(1)), at: 1) == [
                .report("backbone", pause), .start("registry"), .report("registry", .starting),
            ])
        #expect(supervisor.nextTick == .milliseconds(1_200))
    }

    @Test func `waits twice as long each time, up to half a minute`() {
        var supervisor = running("market")
        var now = Duration.seconds(1)
        var pauses: [Duration] = []
        for _ in 1...10 {
            _ = supervisor.handle(.exited("market", .signalled(11)), at: now)
            guard case .backingOff(let pause, _) = supervisor.state(of: "market") else {
                Issue.record("no pause")
                return
            }
            pauses.append(pause)
            #expect(supervisor.handle(.tick, at: now + pause - .milliseconds(1)) == [])
            now += pause
            #expect(
                supervisor.handle(.tick, at: now) == [
                    .start("market"), .report("market", .starting),
                ])
            _ = supervisor.handle(.started("market"), at: now)
        }
        #expect(
            pauses.map { DurationText.write($0) } == [
                "200ms", "400ms", "800ms", "1600ms", "3200ms", "6400ms", "12800ms", "25600ms",
                "30s", "30s",
            ])
    }

    @Test func `forgets the failures of a node that ran for a minute`() {
        var supervisor = running("market")
        _ = directives(&supervisor, .exited("market", .exited(1)), at: 1)
        _ = directives(&supervisor, .tick, at: 2)
        _ = directives(&supervisor, .started("market"), at: 3)
        #expect(
            directives(&supervisor, .exited("market", .exited(1)), at: 62.9) == [
                .report("market", .backingOff(pause: .milliseconds(400), after: .exited(1)))
            ])
        _ = directives(&supervisor, .tick, at: 64)
        _ = directives(&supervisor, .started("market"), at: 65)
        #expect(
            directives(&supervisor, .exited("market", .exited(1)), at: 125) == [
                .report("market", .backingOff(pause: .milliseconds(200), after: .exited(1)))
            ])
    }

    @Test func `kills a node that does not come up, and tries again`() {
        var supervisor = Supervisor(["market"])
        _ = directives(&supervisor, .begin, at: 0)
        #expect(supervisor.nextTick == .seconds(30))
        #expect(directives(&supervisor, .tick, at: 30) == [.kill("market")])
        #expect(directives(&supervisor, .tick, at: 31) == [])
        #expect(
            directives(&supervisor, .exited("market", .signalled(9)), at: 31) == [
                .report("market", .backingOff(pause: .milliseconds(200), after: .signalled(9)))
            ])
    }

    @Test func `tries again when a process cannot even be started`() {
        var supervisor = Supervisor(["market"])
        _ = directives(&supervisor, .begin, at: 0)
        #expect(
            directives(&supervisor, .exited("market", nil), at: 0) == [
                .report("market", .backingOff(pause: .milliseconds(200), after: nil))
            ])
    }

    @Test(arguments: [ExitCode.usage, .badData])
    func `gives up a node that would fail the same way again`(code: ExitCode) {
        var supervisor = running("backbone", "market")
        let status = ProcessExit.exited(code.rawValue)
        #expect(
            directives(&supervisor, .exited("market", status), at: 1)
                == [.report("market", .stopped(after: status))])
        #expect(supervisor.nextTick == nil)
        #expect(
            directives(&supervisor, .exited("backbone", status), at: 2)
                == [.report("backbone", .stopped(after: status)), .finish])
    }

    @Test func `stops in the opposite order, one after the other`() {
        var supervisor = running("backbone", "registry")
        #expect(
            directives(&supervisor, .stop, at: 5)
                == [.terminate("registry"), .report("registry", .stopping)])
        #expect(directives(&supervisor, .stop, at: 5.5) == [])
        #expect(
            directives(&supervisor, .exited("registry", .exited(0)), at: 6) == [
                .report("registry", .stopped(after: .exited(0))),
                .terminate("backbone"), .report("backbone", .stopping),
            ])
        #expect(
            directives(&supervisor, .exited("backbone", .exited(0)), at: 7) == [
                .report("backbone", .stopped(after: .exited(0))), .finish,
            ])
        #expect(directives(&supervisor, .stop, at: 8) == [])
    }

    @Test func `kills a node that does not stop in time`() {
        var supervisor = running("backbone")
        _ = directives(&supervisor, .stop, at: 5)
        #expect(supervisor.nextTick == .seconds(35))
        #expect(directives(&supervisor, .tick, at: 34) == [])
        #expect(directives(&supervisor, .tick, at: 35) == [.kill("backbone")])
        #expect(
            directives(&supervisor, .exited("backbone", .signalled(9)), at: 35) == [
                .report("backbone", .stopped(after: .signalled(9))), .finish,
            ])
    }

    @Test func `starts nothing again once it stops`() {
        var supervisor = running("backbone", "registry", "market")
        _ = directives(&supervisor, .exited("backbone", .exited(1)), at: 1)
        #expect(
            directives(&supervisor, .stop, at: 1.1) == [
                .report("backbone", .stopped(after: .exited(1))),
                .terminate("market"), .report("market", .stopping),
            ])
        #expect(directives(&supervisor, .tick, at: 2) == [])
        #expect(
            directives(&supervisor, .exited("registry", .exited(1)), at: 3)
                == [.report("registry", .stopped(after: .exited(1)))])
        #expect(
            directives(&supervisor, .exited("market", .exited(0)), at: 4)
                == [.report("market", .stopped(after: .exited(0))), .finish])
    }

    @Test func `stops what has not begun at once`() {
        var supervisor = Supervisor(["backbone", "registry"])
        _ = directives(&supervisor, .begin, at: 0)
        #expect(
            directives(&supervisor, .stop, at: 1) == [
                .report("registry", .stopped(after: nil)),
                .terminate("backbone"), .report("backbone", .stopping),
            ])
        #expect(directives(&supervisor, .started("backbone"), at: 1.1) == [])
        var idle = Supervisor(["backbone"])
        #expect(
            directives(&idle, .stop, at: 0) == [.report("backbone", .stopped(after: nil)), .finish])
    }

    @Test func `kills all that lives when it must stop now`() {
        var supervisor = running("backbone", "registry")
        _ = directives(&supervisor, .stop, at: 1)
        #expect(
            directives(&supervisor, .stopNow, at: 2) == [
                .kill("registry"), .kill("backbone"), .report("backbone", .stopping),
            ])
        _ = directives(&supervisor, .exited("backbone", .signalled(9)), at: 2.1)
        #expect(
            directives(&supervisor, .exited("registry", .signalled(9)), at: 2.2) == [
                .report("registry", .stopped(after: .signalled(9))), .finish,
            ])
    }

    @Test(arguments: 0..<64 as Range<UInt64>)
    func `ends with every node stopped, whatever happens before`(seed: UInt64) {
        var world = SupervisedWorld(seed: seed)
        world.run(steps: 200)
        world.stop()
        #expect(world.isFinished)
        #expect(world.mistakes == [])
    }
}
