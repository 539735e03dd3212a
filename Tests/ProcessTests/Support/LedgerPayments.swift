import BusNode
import ProcessSupport
import Synchronization

/// Somebody who pays bob from alice's account, and sends each transfer until it is taken.
final class LedgerPayments: Sendable {
    private let address: BusAddress
    private let count = Mutex(0)

    /// Payments over a bus.
    init(on address: BusAddress) {
        self.address = address
    }

    /// How many transfers were taken.
    var sent: Int { count.withLock { $0 } }

    /// Sends so many transfers of one unit, each under an id of its own.
    func send(_ count: Int) async throws {
        try await Node.with(address, as: "payer") { node in
            for number in 1...count {
                _ = try await eventually("an answer to transfer \(number)") {
                    try await send(number, node)
                }
                self.count.withLock { $0 += 1 }
            }
        }
    }

    /// The reply; nil when the ledger is away.
    private func send(_ number: Int, _ node: Node) async throws -> JSONValue? {
        let order: JSONValue = [
            "transfer": .string("t-\(number)"), "from": "alice", "to": "bob", "amount": 1,
        ]
        do {
            return try await node.request("transfers.send", of: LedgerNode.address, order)
        } catch {
            let away = [NodeError.Code.nobodyServes.word, "peer-lost"]
            guard away.contains(error.code.word) else { throw error }
            return nil
        }
    }
}
