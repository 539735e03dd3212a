import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    /// One session again and again, in which market or ledger is killed at every step.
    @Suite struct `A market that is killed` {
        /// `BUSNODE_KILL_MARKET=50` is the full size: so many sessions with kills.
        private static let rounds = Faults.size("BUSNODE_KILL_MARKET", 2)
        /// The steps of a session, as its events tell them.
        private static let steps = [
            "session-staged", "session-opened", "bid-placed", "bid-confirmed", "session-closed",
            "session-running", "session-finished", "payout-sent", "payout-confirmed",
        ]

        @Test(.timeLimit(.minutes(30)))
        func `neither loses money nor books it twice, at any step of a session`() async throws {
            let town = try await TradingTown()
            var random = SeededRandom(seed: UInt64(Faults.size("BUSNODE_SEED", 1)))
            var told = ToldEvents()
            var kills = 0
            try await Node.with(town.bus.address, as: "watcher") { node in
                _ = try await node.request(
                    "subscriptions.create", of: "backbone",
                    ["subscription": "watch", "topic": .string(TopicName.market.text)])
                try await TradingSession.prepare(town.bus.address)
                var number = 0
                func run(
                    _ plan: [String: KillPlan], losing: Bool = false
                ) async throws -> TradingOutcome {
                    number += 1
                    kills += plan.count
                    let session = TradingSession(
                        bus: town.bus.address, round: number, losesReplies: losing)
                    return try await Self.run(session, plan, in: town, node, &told)
                }
                var undisturbed = try await run([:])
                for round in 0..<Self.rounds {
                    let outcome = try await run(
                        Self.plan(round, &random), losing: Self.losesReplies(round))
                    // What is computed depends on the hour.
                    if outcome.hour != undisturbed.hour { undisturbed = try await run([:]) }
                    #expect(outcome == undisturbed, "round \(round)")
                }
            }
            #expect(told.twice == [])
            #expect(try await town.stop() == [0, 0, 0])
            Faults.report("\(kills) kills of market and ledger, nothing lost, nothing booked twice")
        }

        /// What is killed at which step: first the market, then the ledger where it has a part, then any of
        /// the two at any moment after the step.
        private static func plan(
            _ round: Int, _ random: inout SeededRandom
        ) -> [String: KillPlan] {
            var plan: [String: KillPlan] = [:]
            for step in steps {
                let any = TradingTown.Victim.allCases.randomElement(using: &random) ?? .market
                let delay = Duration.milliseconds(Int.random(in: 0..<60, using: &random))
                plan[step] =
                    switch round {
                    case 0: KillPlan(victim: .market, delay: .zero)
                    case 1: isMoneys(step) ? KillPlan(victim: .ledger, delay: .zero) : nil
                    default: KillPlan(victim: any, delay: delay)
                    }
            }
            // The market goes on, and does not hear that its payouts are on their way.
            if losesReplies(round) {
                for step in steps where step.hasPrefix("session-") { plan[step] = nil }
            }
            return plan
        }

        private static func losesReplies(_ round: Int) -> Bool {
            round > 1 && round.isMultiple(of: 2)
        }

        private static func isMoneys(_ step: String) -> Bool {
            !["session-staged", "session-opened", "session-running"].contains(step)
        }

        /// Lets the users trade, and kills as planned; what has changed hands.
        private static func run(
            _ session: TradingSession, _ plan: [String: KillPlan], in town: TradingTown,
            _ node: Node,
            _ told: inout ToldEvents
        ) async throws -> TradingOutcome {
            let before = try await balances(node)
            async let trade = session.trade()
            var plan = plan
            told.begin()
            let payouts = TradingSession.users.count
            while !plan.isEmpty || told.kinds["payout-confirmed"] ?? 0 < payouts {
                try Task.checkCancellation()
                for message in try await node.pull(from: "watch", within: .seconds(1)) {
                    try await message.acknowledge()
                    guard let event = Market.Event(message.message) else { continue }
                    told.add(event)
                    guard let kill = plan.removeValue(forKey: event.kind) else { continue }
                    try await Task.sleep(for: kill.delay)
                    try await town.kill(kill.victim)
                }
            }
            let hour = try await trade
            let after = try await balances(node)
            #expect(after.values.reduce(0, +) == 3_000_000_000)
            return TradingOutcome(
                hour: hour, kinds: told.kinds,
                changes: after.reduce(into: [:]) { changes, account in
                    changes[account.key] = account.value - (before[account.key] ?? 0)
                })
        }

        private static func balances(_ node: Node) async throws -> [String: Int] {
            let accounts = try await TradingSession.insist { try await node.ledger.accounts() }
            return Dictionary(uniqueKeysWithValues: accounts.map { ($0.address, $0.balance) })
        }
    }
}
