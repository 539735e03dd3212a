import Topics

/// Somebody who bids, pays or not, and asks again until there is a reply.
struct TrialUser {
    let name: String
    unowned let world: TrialWorld

    private var clock: TrialClock { world.clock }
    private var wallet: String { "\(name)-wallet" }

    /// Bids for the own farm in the session that is on, and does something about it.
    func bid(
        _ number: Int, price: Int, most: Int64, _ behaviour: TrialBehaviour, pause: Duration
    ) {
        let id = Self.id(name, number)
        let fields: JSONValue = [
            "user": .string(name), "id": .string(id), "resource": .string("\(name)-farm"),
            "price": JSONValue(price), "max_payment": JSONValue(most), "gain": "mse",
        ]
        world.insist(.market, "bids.place", fields) { isDone, bid in
            guard isDone, let session = bid["session"] else { return }
            act(behaviour, id: id, number: number, session: session, most: most, pause: pause)
        }
    }

    /// The id of a user's bid.
    static func id(_ user: String, _ number: Int) -> String { "\(user)-\(number)" }

    private func act(
        _ behaviour: TrialBehaviour, id: String, number: Int, session: JSONValue, most: Int64,
        pause: Duration
    ) {
        switch behaviour {
        case .pays: pay(id, most) { name(id) }
        case .paysOther: pay(id, most + (pause > .seconds(30) ? 1 : -1)) { name(id) }
        case .paysElsewhere: pay(id, most, to: "\(name)-other") { name(id) }
        case .paysFromElsewhere: pay(id, most, from: "dan-wallet") { name(id) }
        case .namesAnothers: name(id, Self.id(name == "ana" ? "ben" : "ana", number))
        case .namesAgain: name(id, Self.id(name, max(1, number - 1)))
        case .isLate: waitForGate(session) { clock.after(pause) { pay(id, most) { name(id) } } }
        case .namesFirst:
            name(id)
            clock.after(pause) { pay(id, most) {} }
        case .forgets: break
        case .paysSilently: pay(id, most) {}
        case .makesUp: name(id, "nothing-\(id)")
        case .cancelsFirst: cancel(id) { pay(id, most) { name(id) } }
        case .cancelsAtOnce:
            pay(id, most) {
                name(id)
                cancel(id) {}
            }
        case .cancelsLater:
            pay(id, most) {
                name(id)
                clock.after(pause) { cancel(id) {} }
            }
        }
    }

    private func pay(
        _ bid: String, _ amount: Int64, from payer: String? = nil,
        to payee: String = "market-wallet",
        then: @escaping () -> Void
    ) {
        let fields: JSONValue = [
            "transfer": .string("pay-\(bid)"), "from": .string(payer ?? wallet),
            "to": .string(payee), "amount": JSONValue(amount),
        ]
        world.insist(.ledger, "transfers.send", fields) { _, _ in then() }
    }

    /// Names a transfer for a bid: the one that was made for it, or for another.
    private func name(_ bid: String, _ transfer: String? = nil) {
        let fields: JSONValue = [
            "user": .string(name), "bid": .string(bid),
            "transfer": .string("pay-\(transfer ?? bid)"),
        ]
        world.insist(.market, "bids.pay", fields)
    }

    private func cancel(_ bid: String, then: @escaping () -> Void) {
        let fields: JSONValue = ["user": .string(name), "bid": .string(bid)]
        world.insist(.market, "bids.cancel", fields) { _, _ in then() }
    }

    private func waitForGate(_ session: JSONValue, then: @escaping () -> Void) {
        let fields: JSONValue = ["user": .string(name), "session": session]
        world.insist(.market, "sessions.get", fields) { _, reply in
            guard let closure = reply["gate_closure"]?.string else { return then() }
            clock.at(try Timestamp(closure), then)
        }
    }
}
