import Store
import Topics

/// One session of three users, of whom two pay as they should and one too much; then nothing is under way.
struct RestartTrial {
    let world: TrialWorld

    init(_ kind: TrialTroubles.Kind) throws {
        world = try TrialWorld(TrialTroubles(kind))
        let script: [(String, Int, Int64, TrialBehaviour)] = [
            ("ana", 30, 30_000_000, .pays), ("ben", 60, 20_000_000, .pays),
            ("cid", 90, 10_000_000, .paysOther), ("cid", 200, 10_000_000, .cancelsLater),
        ]
        for (number, (name, seconds, most, behaviour)) in script.enumerated() {
            world.clock.after(.seconds(seconds)) { [unowned world] in
                TrialUser(name: name, world: world).bid(
                    number, price: 8_000_000, most: most, behaviour, pause: .seconds(60))
            }
        }
    }

    /// What users and the market have in the end, what was booked, and what was computed.
    func run() throws -> [String] {
        // The gate closes after 10 minutes, and the next one after 20: it is empty.
        try world.clock.run(until: TrialTown.start.advanced(by: .seconds(1_000)))
        try TrialFailure.unless(TrialCheck(world).isAtRest, "it has not come to rest")
        let audit = try TrialAudit(world)
        try audit.check()
        let balances = try audit.ledger.prepare("SELECT address, balance FROM account").rows {
            "\($0.text(at: 0)) has \($0.integer(at: 1))"
        }
        // The numbers of what goes out are those of the order in which the ledger answered.
        let entries = try audit.market.prepare(
            """
            SELECT entry.kind, iif(account LIKE 'outgoing:%', 'outgoing', account), amount
            FROM entry JOIN posting ON posting.entry = entry.number
            """
        ).rows { "\($0.text(at: 0)) \($0.text(at: 1)) \($0.integer(at: 2))" }
        let outcomes = try audit.market.prepare("SELECT document FROM outcome").rows {
            $0.text(at: 0)
        }
        let bids = try audit.market.prepare("SELECT id, state, verdict FROM bid").rows {
            "\($0.text(at: 0)) is \($0.text(at: 1)) \($0.textIfPresent(at: 2) ?? "")"
        }
        let prices = try audit.market.prepare(
            "SELECT number, price, weights, next_price, next_weights FROM session"
        ).rows { row in
            "session " + (0...4).map { row.textIfPresent(at: $0) ?? "-" }.joined(separator: ", ")
        }
        return (balances + entries + outcomes + bids + prices).sorted()
    }
}
