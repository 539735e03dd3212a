import Store
import TestSupport
import Topics

/// Three users in half an hour of a market in which everything fails that can, by a seed.
struct RandomTrial {
    let world: TrialWorld
    private var random: SeededRandom

    /// How long things go wrong.
    private static let troubled = Duration.seconds(1_500)

    init(seed: UInt64) throws {
        world = try TrialWorld(TrialTroubles(.random, seed: seed))
        random = SeededRandom(seed: seed &* 31)
    }

    /// Lets everything happen, and checks what is left; how many turns it took, and what users have.
    @discardableResult
    mutating func run() throws -> String {
        for name in TrialTown.users { plan(TrialUser(name: name, world: world)) }
        planFaults()
        planMoney()
        try world.clock.run(until: TrialTown.start.advanced(by: Self.troubled))
        world.troubles.kind = .none
        world.insist(.ledger, "faults.clear", [:])
        try comeToRest()
        let audit = try TrialAudit(world)
        try audit.check()
        let balances = try audit.ledger.prepare("SELECT address, balance FROM account ORDER BY 1")
            .rows { "\($0.text(at: 0)) \($0.integer(at: 1))" }
        return "\(world.troubles.turns) turns, \(world.troubles.stops) stops: "
            + balances.joined(separator: ", ")
    }

    private func comeToRest() throws {
        for _ in 0..<120 {
            try world.clock.run(until: world.clock.now.advanced(by: .seconds(60)))
            if try TrialCheck(world).isAtRest { return }
        }
        throw TrialFailure("the market never comes to rest")
    }

    private mutating func plan(_ user: TrialUser) {
        for number in 1...3 {
            // Half of all bids are paid for as they should be.
            let odd = TrialBehaviour.allCases.randomElement(using: &random) ?? .pays
            let behaviour = Bool.random(using: &random) ? .pays : odd
            let price = Int.random(in: 0...10_000_000, using: &random)
            let most = Int64.random(in: 1_000...90_000_000, using: &random)
            let pause = Duration.seconds(Int.random(in: 0...90, using: &random))
            later(within: .seconds(1_200)) {
                user.bid(number, price: price, most: most, behaviour, pause: pause)
            }
        }
    }

    /// The ledger is slow, silent, forgets to answer, and has transfers fail.
    private mutating func planFaults() {
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            let faults: [JSONValue] = [
                [
                    "confirm_after_milliseconds": JSONValue(
                        Int.random(in: 0...90_000, using: &random))
                ],
                ["failing_transfers": JSONValue(Int.random(in: 1...5, using: &random))],
                ["lost_replies": JSONValue(Int.random(in: 1...10, using: &random))],
                ["silent": true],
            ]
            let fault = faults.randomElement(using: &random) ?? [:]
            let pause = Duration.seconds(Int.random(in: 5...200, using: &random))
            later(within: .seconds(1_200)) { [unowned world] in
                world.insist(.ledger, "faults.set", fault)
                world.clock.after(pause) { world.insist(.ledger, "faults.clear", [:]) }
            }
        }
    }

    private mutating func planMoney() {
        let payout: JSONValue = ["user": "ana", "request": "payout", "amount": 500]
        let fees: JSONValue = [
            "user": "operator", "request": "fees", "address": "safe", "amount": 100,
        ]
        later(within: Self.troubled) { [unowned world] in
            world.insist(.market, "payouts.request", payout)
            world.insist(.market, "fees.withdraw", fees)
        }
    }

    private mutating func later(within duration: Duration, _ action: @escaping () -> Void) {
        let most = Int(duration.components.seconds) * 1_000
        world.clock.after(.milliseconds(Int.random(in: 0...most, using: &random)), action)
    }
}
