import Synchronization
import Testing
import Topics

@testable import BusNode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(1))) struct `A socket` {
    @Test func `loses a message, and nothing else, when its connection ends while it sends`() throws
    {
        let context = Context()
        let body = Payload([UInt8](repeating: 1, count: 200))
        let dealer = try Socket(.dealer, in: context, options: .nodeDealer)
        var endpoint = "tcp://127.0.0.1:*"
        for round in 0..<30 {
            let router = try Socket(.router, in: context, options: .backboneRouter)
            endpoint = try router.bindAgain(endpoint)
            if round == 0 { try dealer.connect(endpoint) }
            while try router.receive() == nil { _ = try dealer.receive() }
            for _ in 0..<2_000 {
                _ = try dealer.send(header: [2], body: body)
                while let message = try router.receive() {
                    #expect(message.count == 2)
                    #expect(message.header.byteCount == 1)
                }
            }
            router.close()
            for _ in 0..<20_000 { _ = try dealer.send(header: [2], body: body) }
        }
    }

    @Test func `receives no half of a message when its connection ends while it receives`() throws {
        let context = Context()
        let dealer = try Socket(.dealer, in: context, options: .nodeDealer)
        var endpoint = "tcp://127.0.0.1:*"
        var received = 0
        for round in 0..<60 {
            let router = try Socket(.router, in: context, options: .backboneRouter)
            endpoint = try router.bindAgain(endpoint)
            if round == 0 { try dealer.connect(endpoint) }
            var peer: RoutingID?
            while peer == nil {
                _ = try dealer.send(header: [2], body: nil)
                peer = try router.receive()?.sender
            }
            // Of one frame and of two, so that no place in a message is always where libzmq looks around.
            for number in 0..<8_000 {
                let body = number % 3 == 0 ? nil : Payload([1])
                _ = try router.send(to: peer, header: [2], body: body)
            }
            router.close()
            for _ in 0..<20_000 {
                guard let message = try dealer.receive() else { continue }
                received += 1
                #expect(message.header.byteCount == 1)
                #expect(message.body?.byteCount ?? 1 == 1)
            }
        }
        #expect(received > 0)
    }

    @Test func `closes with its monitor, and its context goes on to work`() throws {
        let context = Context()
        for round in 0..<100 {
            let router = try Socket(.router, in: context, options: .backboneRouter)
            let monitor = try SocketMonitor(of: router, in: context)
            let endpoint = try router.bind("tcp://127.0.0.1:*")
            let dealers = try (0..<3).map { _ in
                let dealer = try Socket(.dealer, in: context, options: .nodeDealer)
                try dealer.connect(endpoint)
                return dealer
            }
            var connections = 0
            let deadline = ContinuousClock.now + .seconds(10)
            while connections < dealers.count {
                for dealer in dealers { _ = try dealer.receive() }
                if try router.receive()?.isProbe == true { connections += 1 }
                try #require(ContinuousClock.now < deadline, "no connection in round \(round)")
            }
            for socket in dealers + [router, monitor.socket] { socket.close() }
        }
    }

    @Test func `lets two threads send one received body at the same moment`() async throws {
        let rounds = 3_000
        let meeting = Meeting()
        let source = try Talk("inproc://sockets.source")
        let bodies = try (0..<rounds).map { round in
            let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: round), count: 200)
            #expect(try source.dealer.send(header: [1], body: Payload(bytes)) == .sent)
            return Payload(sharing: try #require(try source.router.receive()?.body))
        }
        try await withThrowingTaskGroup { group in
            for index in 0..<2 {
                group.addTask {
                    let talk = try Talk("inproc://sockets.shared.\(index)")
                    for (round, body) in bodies.enumerated() {
                        // Both begin the round together.
                        meeting.count.add(1, ordering: .sequentiallyConsistent)
                        while meeting.count.load(ordering: .sequentiallyConsistent) < 2
                            * (round + 1)
                        {}
                        _ = try talk.router.send(to: talk.peer, header: [1], body: body)
                        let received = try #require(try talk.dealer.receive()?.body)
                        #expect(received.bytes.first == UInt8(truncatingIfNeeded: round))
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

/// Where two threads wait for each other.
private final class Meeting: Sendable {
    let count = Atomic<Int>(0)
}

extension Socket {
    /// Listens where another socket was closed just now: libzmq lets go of the address a little later.
    func bindAgain(_ endpoint: String) throws -> String {
        while true {
            let result = Result { () throws(ZeroMQError) in try bind(endpoint) }
            if case .failure(let error) = result, error.code == EADDRINUSE { continue }
            return try result.get()
        }
    }
}
