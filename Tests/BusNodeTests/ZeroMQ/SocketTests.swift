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
            while try router.receive()?.isProbe != true { _ = try dealer.receive() }
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
