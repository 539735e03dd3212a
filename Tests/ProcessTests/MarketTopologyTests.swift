import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// What topology/market.json runs.
@Suite(.timeLimit(.minutes(2)))
struct `The market of three farms` {
    @Test func `trades by itself, and no money is lost`() async throws {
        let topology = try TestTopology()
        try topology.write(try Self.nodes())
        let up = try await topology.up()
        try await Node.with(topology.address, as: "observer", within: .seconds(10)) { node in
            let market = node.market(as: "operator")
            let session = try await eventually("three bids that are paid") {
                let bids = try await market.bids(in: .confirmed)
                return bids.count == 3 ? bids[0].session : nil
            }
            try await market.run(session)
            try await eventually("the end of the session") {
                try await market.session(session).state == .finished ? () : nil
            }
            let outcomes = try await market.outcomes(session: session)
            #expect(outcomes.count == 3)
            #expect(outcomes.contains { $0.payment > 0 })
            for outcome in outcomes where outcome.payment > 0 {
                #expect(try await market.recompute(outcome.bid).isSame)
            }
            #expect(try await market.audit()["ok"] == true)
            let standing = try await node.child("demo/farm-0").answer(
                to: JSONValue.null, as: JSONValue.self)
            #expect(standing["session"]?.integer == session)
            // At the ledger money is in accounts, or on its way between them.
            try await eventually("the sum of all money") {
                let accounts = try await node.ledger.accounts().map(\.balance).reduce(0, +)
                let moving = try await node.ledger.transfers().filter { $0.state == .pending }
                return accounts + moving.map(\.amount).reduce(0, +) == 3_000_000_000 ? () : nil
            }
        }
        up.terminate()
        #expect(try await up.status() == 0, "\(up.errors)")
    }

    /// The nodes of the topology, with paths that are right in any folder.
    private static func nodes() throws -> JSONValue {
        let text = try String(
            contentsOfFile: BuiltProgram.package + "/topology/market.json", encoding: .utf8)
        let nodes = try JSONValue(parsing: text)["nodes"]?.text() ?? ""
        return try JSONValue(
            parsing: nodes.replacing("../examples", with: BuiltProgram.package + "/examples"))
    }
}
