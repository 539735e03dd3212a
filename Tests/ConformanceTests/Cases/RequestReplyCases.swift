import Topics

/// Requests go to whoever offers an address.
enum RequestReplyCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "a request goes to whoever offers the address, and the reply comes back", .requestReply
        ) { bench in
            let answerer = try await bench.node("answerer")
            try await answerer.confirm(.offer("sums"))
            let asker = try await bench.node("asker")
            let request = Request(address: "sums", method: "add", payload: Payload("[1,2]"))
            let correlation = try await asker.send(.request(request))
            let asked = try require(try await answerer.requests().first, "request")
            try expect(asked.request.sender, "asker")
            try expect(asked.request.method, "add")
            try expect(asked.request.payload.text, "[1,2]")
            try await answerer.say(
                .reply(Reply(code: "ok", payload: Payload("3"))), answering: asked.correlation)
            guard case .reply(let reply) = try await asker.answer(to: correlation) else {
                throw Mismatch("there is no REPLY")
            }
            try expect(reply.payload.text, "3")
        },
        ConformanceCase("a request that nobody can answer is refused at once", .requestReply) {
            bench in
            let request = Request(address: "sums", method: "add", payload: .empty)
            try await bench.admin.expectRefusal(of: .request(request), .nobodyServes)
            try await bench.admin.expectRefusal(of: .offer("backbone"), .conflict)
            try await bench.admin.expectRefusal(of: .offer(""), .conflict)
        },
        ConformanceCase("whoever asked is told when the answerer goes away", .requestReply) {
            bench in
            let answerer = try await bench.node("answerer")
            try await answerer.confirm(.offer("sums"))
            let correlation = try await bench.admin.send(
                .request(Request(address: "sums", method: "add", payload: .empty)))
            try expect(try await answerer.requests().count, 1)
            try await answerer.confirm(.bye)
            guard case .refused(let refusal) = try await bench.admin.answer(to: correlation) else {
                throw Mismatch("the request is not refused")
            }
            try expect(refusal.code, .peerLost)
        },
        ConformanceCase("whoever asked is told when no reply comes in time", .requestReply) {
            bench in
            let answerer = try await bench.node("answerer")
            try await answerer.confirm(.offer("sums"))
            let correlation = try await bench.admin.send(
                .request(Request(address: "sums", method: "add", payload: .empty)))
            try await bench.advanceNodes(.seconds(31))
            guard case .refused(let refusal) = try await bench.admin.answer(to: correlation) else {
                throw Mismatch("the request is not refused")
            }
            try expect(refusal.code, .peerLost)
        },
        ConformanceCase("those who offer an address take turns", .requestReply, .loadBalancing) {
            bench in
            let nodes = [try await bench.node("left"), try await bench.node("right")]
            for node in nodes { try await node.confirm(.offer("sums")) }
            for _ in 1...4 {
                try await bench.admin.send(
                    .request(Request(address: "sums", method: "add", payload: .empty)))
            }
            for node in nodes { try expect(try await node.requests().count, 2, node.name) }
        },
    ]
}

extension Peer {
    /// The requests that came since the last look.
    func requests() async throws -> [(request: Request, correlation: UInt64)] {
        try await take { received in
            guard case .request(let request) = received.command else { return nil }
            return (request, received.correlation)
        }
    }
}
