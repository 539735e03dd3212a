import Store
import Topics

/// Brings money out of the market: once, and only once.
///
/// What goes out is in the books, with its number, before the ledger hears of it, and the id of the
/// transfer is made of that number. So it does not matter whether a request, its answer, or the market
/// itself is lost: the same is sent again under the same id, which the ledger carries out once. Something
/// else is sent in its place only when the ledger has said for certain that it never will carry it out.
struct OutgoingMachine {
    /// Of how many the ledger is asked at a time.
    static let askedAtOnce = 32
    /// How many payouts are decided in one turn.
    static let payoutsAtOnce = 256
    /// The longest time until the ledger is asked again.
    static let longestWait = Duration.seconds(60)
    /// An answer, or silence, is told by then; else it is asked again.
    static let answerWithin = Duration.seconds(60)
    /// A request that was not answered may still reach the ledger for so long.
    static let lostAfter = Duration.seconds(600)
    /// What the ledger says when it has looked at a request; every other code comes from the way there.
    static let decisions: Set<ErrorCode> = [.malformed, .notFound, .conflict, .forbidden]

    private let turn: MarketTurn
    private var table: OutgoingTable { turn.store.outgoing }
    private var now: Timestamp { turn.now }

    init(_ turn: MarketTurn) {
        self.turn = turn
    }

    /// The market has started: nobody answers what was asked before.
    func start() throws(StoreError) {
        try table.restart(at: now)
    }

    /// Decides what is to be paid out, and asks the ledger whatever is due.
    func advance() throws(StoreError) {
        try payOut()
        try ask()
    }

    /// When there is something to do next, if nothing comes before.
    static func nextWake(_ store: MarketStore) throws(StoreError) -> Timestamp? {
        let isBusy = try store.outgoing.askedCount >= askedAtOnce
        return try store.outgoing.nextAsking(onlyAgain: isBusy)
    }

    /// Takes what the ledger says of the one of a number.
    func take(_ answer: LedgerAnswer, of number: Int64) throws(StoreError) {
        guard var row = try table.row(number), row.isUnderWay else { return }
        let asked = row.asked
        row.asked = nil
        switch answer {
        case .ok(let value):
            guard let report = TransferReport(value) else {
                return try goUnanswered(row, asked, "the ledger's answer is no transfer")
            }
            try take(report, of: row)
        case .refused(let code, let reason):
            guard let asked, Self.decisions.contains(code) else {
                return try goUnanswered(row, asked, "\(code.rawValue): \(reason)")
            }
            switch asked {
            case .send: try takeRefusal(reason, of: row)
            case .get where code == .notFound: try takeUnknown(row)
            case .get: try wait(row, "\(code.rawValue): \(reason)")
            }
        case .silence(let reason): try goUnanswered(row, asked, reason)
        }
    }

    /// An operator says how one ended that is stopped.
    func settle(_ row: Outgoing, isConfirmed: Bool) throws(StoreError) {
        precondition(row.state == .stopped, "\(row.number) is \(row.state)")
        if isConfirmed {
            try confirm(row)
        } else {
            try fail(row)
        }
    }
}

/// What is due.
extension OutgoingMachine {
    private func payOut() throws(StoreError) {
        guard let wallet = try turn.store.wallets.ofMarket() else { return }
        let payable = try turn.store.balances.payable(
            atLeast: turn.settings.leastPayout, limit: Self.payoutsAtOnce)
        for (user, amount, address) in payable {
            try turn.send(
                Outgoing(
                    kind: .payout, user: user, source: wallet.address, address: address,
                    amount: amount, askAt: now, dueAt: now))
        }
    }

    private func ask() throws(StoreError) {
        var room = try Self.askedAtOnce - table.askedCount
        let due = try table.due(at: now, limit: 2 * Self.askedAtOnce)
        guard !due.isEmpty else { return }
        let name = try turn.store.name
        for row in due {
            if row.asked == nil {
                guard room > 0 else { continue }
                room -= 1
            }
            try ask(row, name)
        }
    }

    private func ask(_ row: Outgoing, _ name: String) throws(StoreError) {
        var row = row
        if row.asked == .send { row.unansweredAt = now }
        if row.sentAt == nil {
            try renew(&row)
            row.sentAt = now
        }
        let asked: Outgoing.Asked = row.state == .sent || row.isRefused ? .get : .send
        row.asked = asked
        row.askAt = now.advanced(by: Self.answerWithin)
        try table.update(row)
        var parameters: JSONObject = ["transfer": .string(row.transfer(of: name))]
        if asked == .send {
            parameters["from"] = .string(row.source)
            parameters["to"] = .string(row.address)
            parameters["amount"] = JSONValue(row.amount)
        }
        turn.do(
            .askLedger(
                LedgerInquiry(
                    subject: .outgoing(row.number), method: asked.method, parameters: parameters)))
    }

    /// Gives one that the ledger has not heard of the addresses of today.
    private func renew(_ row: inout Outgoing) throws(StoreError) {
        guard row.kind != .refund else { return }
        if let source = try turn.store.wallets.ofMarket()?.address { row.source = source }
        guard let user = row.user else { return }
        if let address = try turn.store.wallets.wallet(of: user)?.address { row.address = address }
    }
}

/// What the ledger says.
extension OutgoingMachine {
    private func take(_ report: TransferReport, of row: Outgoing) throws(StoreError) {
        let id = try row.transfer(of: turn.store.name)
        let difference = report.difference(from: row, called: id, turn.settings.addresses)
        if let difference { return try stop(row, difference) }
        switch report.state {
        case .pending: try takePending(row)
        case .confirmed:
            if row.state == .due { try tell("sent", of: row) }
            try confirm(row)
        case .failed:
            var row = row
            row.trouble = "the ledger says that the transfer failed"
            try tell("failed", of: row)
            try fail(row)
        }
    }

    private func takePending(_ row: Outgoing) throws(StoreError) {
        guard row.state == .due else { return try wait(row, row.trouble) }
        var row = row
        row.state = .sent
        row.isRefused = false
        row.trouble = nil
        row.tries = 0
        try tell("sent", of: row)
        try wait(row, nil)
    }

    /// The ledger will not do it: it is asked whether it knows of it all the same, from a request that was
    /// not answered.
    private func takeRefusal(_ reason: String, of row: Outgoing) throws(StoreError) {
        var row = row
        let isNew = row.trouble != reason
        row.isRefused = true
        row.trouble = reason
        row.askAt = now
        try table.update(row)
        if isNew { try tell("failed", of: row) }
    }

    private func takeUnknown(_ row: Outgoing) throws(StoreError) {
        var row = row
        guard row.state == .due else {
            // What the ledger has forgotten it can be told again, under the same id.
            row.state = .due
            return try wait(row, "the ledger has forgotten it")
        }
        var today = row
        try renew(&today)
        let isChanged = today.source != row.source || today.address != row.address
        if isChanged, isCertain(row) { return try fail(row) }
        row.isRefused = false
        try wait(row, row.trouble)
    }

    /// Whether no request to send can still be on its way to the ledger.
    private func isCertain(_ row: Outgoing) -> Bool {
        guard let unanswered = row.unansweredAt else { return true }
        return now >= unanswered.advanced(by: Self.lostAfter)
    }

    private func goUnanswered(
        _ row: Outgoing, _ asked: Outgoing.Asked?, _ reason: String
    ) throws(StoreError) {
        guard let asked else { return }
        var row = row
        if asked == .send { row.unansweredAt = now }
        // A refusal stays to be seen until the ledger says something else.
        try wait(row, row.isRefused ? row.trouble : reason)
    }

    /// Asks again, later each time.
    private func wait(_ row: Outgoing, _ trouble: String?) throws(StoreError) {
        var row = row
        row.trouble = trouble
        row.askAt = now.advanced(by: delay(row.tries))
        row.tries += 1
        try table.update(row)
    }

    private func delay(_ tries: Int64) -> Duration {
        let doublings = Int(min(max(tries, 0), 10))
        return min(Self.longestWait, turn.settings.askAgainAfter * (1 << doublings))
    }
}

/// How it ends.
extension OutgoingMachine {
    private func confirm(_ row: Outgoing) throws(StoreError) {
        try book("confirmed", row, back: .wallet)
        try end(row, .confirmed)
        try tell("confirmed", of: row)
    }

    /// The money is back where it came from, and goes out again by another transfer.
    private func fail(_ row: Outgoing) throws(StoreError) {
        try book("failed", row, back: row.account)
        try end(row, .failed)
        var next = Outgoing(
            kind: row.kind, user: row.user, deposit: row.deposit, former: row.number,
            attempt: row.attempt + 1, source: row.source, address: row.address, amount: row.amount,
            reason: row.reason, askAt: now.advanced(by: delay(row.attempt)), dueAt: now)
        try renew(&next)
        try turn.send(next)
    }

    private func stop(_ row: Outgoing, _ reason: String) throws(StoreError) {
        var row = row
        row.trouble = reason
        try end(row, .stopped)
        try turn.tell(.outgoingStopped, details(of: row))
    }

    private func end(_ row: Outgoing, _ state: Outgoing.State) throws(StoreError) {
        var row = row
        row.state = state
        row.askAt = nil
        row.settledAt = now
        if state == .confirmed { row.trouble = nil }
        try table.update(row)
    }

    private func book(
        _ end: String, _ row: Outgoing, back account: Account
    ) throws(StoreError) {
        guard let kind = EntryKind(rawValue: "\(row.kind.rawValue)-\(end)") else {
            preconditionFailure("an entry is called like how something that goes out ends")
        }
        let isBooked = try turn.store.journal.book(
            kind, String(row.number), at: now,
            [Posting(.outgoing(row.number), row.amount), Posting(account, -row.amount)])
        guard isBooked else {
            throw turn.store.journal.damage("\(kind.rawValue) \(row.number) is booked before")
        }
    }

    private func tell(_ end: String, of row: Outgoing) throws(StoreError) {
        guard let kind = MarketEvent.Kind(rawValue: "\(row.kind.rawValue)-\(end)") else {
            preconditionFailure("an event is called like what becomes of what goes out")
        }
        try turn.tell(kind, details(of: row))
    }

    private func details(of row: Outgoing) throws(StoreError) -> JSONObject {
        var details: JSONObject = [
            "kind": .string(row.kind.rawValue), "outgoing": JSONValue(row.number),
            "transfer": .string(try row.transfer(of: turn.store.name)),
            "amount": JSONValue(row.amount), "address": .string(row.address),
        ]
        if let user = row.user { details["user"] = .string(user) }
        if let deposit = row.deposit {
            details["deposit"] = .string(deposit)
            if let bid = try turn.store.deposits.deposit(deposit)?.bid,
                let user = try BidMoney(bid, in: turn.store)?.user
            {
                details["user"] = .string(user)
            }
        }
        if let reason = row.reason { details["reason"] = .string(reason) }
        if let trouble = row.trouble { details["trouble"] = .string(trouble) }
        return details
    }
}
