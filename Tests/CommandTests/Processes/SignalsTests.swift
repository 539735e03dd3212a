import Glibc
import Testing

@testable import BusNodeCommand

@Suite(.timeLimit(.minutes(1))) struct `Signals to this process` {
    @Test func `ask to finish, then to hurry, then end the process`() async {
        let (ended, end) = AsyncStream.makeStream(of: Int32.self)
        let requests = Signals.stopRequests([SIGUSR1, SIGUSR2]) { end.yield($0) }
        var iterator = requests.makeAsyncIterator()
        kill(getpid(), SIGUSR1)
        #expect(await iterator.next() == .finish(signal: SIGUSR1))
        kill(getpid(), SIGUSR2)
        #expect(await iterator.next() == .force(signal: SIGUSR2))
        kill(getpid(), SIGUSR1)
        var ends = ended.makeAsyncIterator()
        #expect(await ends.next() == SIGUSR1)
    }

    @Test func `end the process again when nobody asks for requests any more`() async {
        await #expect(processExitsWith: .signal(SIGTERM)) {
            let requests = Signals.stopRequests([SIGTERM])
            kill(getpid(), SIGTERM)
            for await request in requests {
                guard request == .finish(signal: SIGTERM) else { exit(1) }
                break
            }
            // Once the task is cancelled nobody can take another request.
            let last = Task { for await _ in requests {} }
            last.cancel()
            await last.value
            while true {
                kill(getpid(), SIGTERM)
                await Task.yield()
            }
        }
    }
}
