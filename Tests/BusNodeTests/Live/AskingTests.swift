import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AskingTests {
    @Test(arguments: [nil, "tcp://127.0.0.1:*"])
    func `a parent gets the answer of a child`(endpoint: String?) async throws {
        try await LiveBus.with(at: endpoint) { bus in
            try await LiveBus.serving("met/forecast:1.0.0", on: bus) { question in
                try question.values(as: Int.self) * 2
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let answer = try await node.child("met/forecast:1.0.0")
                        .answer(to: 21, as: Int.self)
                    #expect(answer == 42)
                }
            }
        }
    }
}
