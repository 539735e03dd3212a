import Store
import Topics

/// Finds out at the ledger what was paid for bids, and decides: a bid is confirmed, or rejected with a reason,
/// and money that no bid uses goes back to whom it came from.
///
/// A transfer is booked once, whoever names it and how often.
struct BidVerification {
    /// The longest the ledger is left in peace about a transfer of the last day.
    static let longestPause = Duration.seconds(60)
    /// The same, once a transfer was named more than a day ago: money may still come of it.
    static let oldPause = Duration.seconds(3_600)
    /// For how long the ledger is asked about a transfer that it does not know and no bid waits for.
    static let unknownFor = Duration.seconds(86_400)
    /// After this long an inquiry is taken for lost, if it was not said before.
    static let lostAfter = Duration.seconds(10)
    /// How many transfers one turn asks about.
    static let askLimit = 64

    let turn: MarketTurn
    private var store: MarketStore { turn.store }
    private var now: Timestamp { turn.now }

    init(_ turn: MarketTurn) {
        self.turn = turn
    }

    /// Asks about what is due.
    func advance() throws(StoreError) {
        let due = try store.bids.due(
            at: now, beyond: now.advanced(by: Self.oldPause), limit: Self.askLimit)
        for var bid in due {
            guard let transfer = bid.transfer else {
                preconditionFailure("the bid \(bid.id) is to be asked about, and names no transfer")
            }
            turn.do(
                .askLedger(
                    LedgerInquiry(
                        subject: .bid(bid.number), method: "transfers.get",
                        parameters: ["transfer": .string(transfer)])))
            bid.askAt = now.advanced(by: Self.lostAfter)
            try store.bids.save(bid)
        }
    }

    /// When there is something to do next, if nothing comes before.
    var nextWake: Timestamp? {
        get throws(StoreError) {
            guard let (first, last) = try store.bids.nextAsking() else { return nil }
            return last > now.advanced(by: Self.oldPause) ? now : first
        }
    }

    /// The market has started: what was asked before will not be answered.
    func start() throws(StoreError) {
        try store.bids.askAll(at: now)
    }

    /// The ledger has said something, or nothing, about the transfer of a bid.
    func take(_ answer: LedgerAnswer, of number: Int64) throws(StoreError) {
        // An inquiry that was taken for lost may be answered when all is decided.
        guard var bid = try store.bids.bid(number), let transfer = bid.transfer, bid.askAt != nil
        else { return }
        switch answer {
        case .silence: try askAgain(bid)
        case .refused(let code, _):
            // Others than these say that the ledger cannot answer now.
            guard code == .notFound || code == .malformed else { return try askAgain(bid) }
            bid.ledger = .unknown
            let isOld = now >= (bid.paidAt ?? now).advanced(by: Self.unknownFor)
            if isOld, bid.state != .pending { bid.askAt = nil }
            try bid.askAt == nil ? store.bids.save(bid) : askAgain(bid)
        case .ok(let value):
            guard let report = TransferReport(value), report.transfer == transfer else {
                return try askAgain(bid)
            }
            try take(report, of: bid)
        }
    }

    private func take(_ report: TransferReport, of bid: Bid) throws(StoreError) {
        var bid = bid
        switch report.state {
        case .pending:
            bid.ledger = .pending
            try askAgain(bid)
        case .failed:
            bid.ledger = .failed
            bid.askAt = nil
            try reject(bid, .unknown, "the ledger says that the transfer failed")
        case .confirmed:
            bid.ledger = .confirmed
            bid.askAt = nil
            try decide(bid, report)
        }
    }

    /// Asks again after as long as has passed since it mattered: often at first, seldom later.
    private func askAgain(_ bid: Bid) throws(StoreError) {
        var bid = bid
        let since = max(bid.paidAt ?? now, try gateClosure(for: bid) ?? .distantPast)
        let age = Duration.microseconds(max(0, now.microseconds - since.microseconds))
        let longest = age > Self.unknownFor ? Self.oldPause : Self.longestPause
        bid.askAt = now.advanced(by: min(max(turn.settings.askAgainAfter, age), longest))
        try store.bids.save(bid)
    }

    /// When the gate closed behind a bid that is still to be decided: time is short from then on.
    private func gateClosure(for bid: Bid) throws(StoreError) -> Timestamp? {
        guard bid.state == .pending else { return nil }
        return try store.sessions.session(bid.session)?.closedAt
    }
}

/// What a confirmed transfer means.
extension BidVerification {
    private func decide(_ bid: Bid, _ report: TransferReport) throws(StoreError) {
        let rule = turn.settings.addresses
        guard let received = report.received(at: bid.marketWallet, rule) else {
            return try reject(bid, .amount, "the transfer pays more than there can be")
        }
        guard received > 0 else {
            return try reject(
                bid, .address, "the transfer pays nothing to \(bid.marketWallet)")
        }
        let receipt = try turn.money.receive(
            report.transfer, payer: report.payer, wallet: bid.marketWallet, amount: received,
            for: bid.number)
        if case .refused(let reason) = receipt {
            let isOwn = rule.spellings(of: bid.userWallet).contains(report.payer)
            return try reject(bid, isOwn ? .amount : .payer, reason)
        }
        guard let deposit = try turn.money.deposit(report.transfer) else {
            preconditionFailure("a deposit is known once it was received")
        }
        switch deposit.state {
        case .used: try reject(bid, .duplicate, "the transfer pays for another bid")
        case .refunded: try reject(bid, .duplicate, "the transfer goes back to whom it came from")
        case .held: try decide(bid, deposit)
        }
    }

    private func decide(_ bid: Bid, _ deposit: Deposit) throws(StoreError) {
        let rule = turn.settings.addresses
        guard rule.spellings(of: bid.marketWallet).contains(deposit.wallet) else {
            return try reject(
                bid, .address, "the transfer pays \(deposit.wallet), not \(bid.marketWallet)")
        }
        guard rule.spellings(of: bid.userWallet).contains(deposit.payer) else {
            try reject(bid, .payer, "the transfer does not come from \(bid.userWallet)")
            // Whoever it comes from may be about to name it.
            let isUseful = try isBidToCome
            if !isUseful {
                try turn.money.refund(deposit.transfer, because: "nobody named it in time")
            }
            return
        }
        guard bid.state == .pending else {
            try store.bids.save(bid)
            return try giveBack(deposit, of: bid, "the bid \(bid.id) is \(bid.state.rawValue)")
        }
        guard deposit.amount == bid.maxPayment else {
            let reason = "\(deposit.amount) was paid, and not \(bid.maxPayment)"
            try reject(bid, .amount, reason)
            return try giveBack(deposit, of: bid, reason)
        }
        guard try turn.money.claim(deposit.transfer, for: bid.number) else {
            preconditionFailure("the deposit \(deposit.transfer) was held just now")
        }
        try confirm(bid, deposit)
    }

    /// Whether a bid may still be confirmed in the session that is on.
    private var isBidToCome: Bool {
        get throws(StoreError) {
            let state = try store.sessions.unfinished()?.state
            return state == .open || state == .closed
        }
    }

    /// Money goes back, unless its payer has named it for another bid that is still to be decided.
    private func giveBack(
        _ deposit: Deposit, of bid: Bid, _ reason: String
    ) throws(StoreError) {
        let rule = turn.settings.addresses
        let rivals = try store.bids.rivals(of: bid, for: deposit.transfer)
        let isWanted = rivals.contains { rival in
            rule.spellings(of: rival.userWallet).contains(deposit.payer)
        }
        if !isWanted { try turn.money.refund(deposit.transfer, because: reason) }
    }

    private func confirm(_ bid: Bid, _ deposit: Deposit) throws(StoreError) {
        var bid = bid
        bid.state = .confirmed
        bid.settledAt = now
        try store.bids.save(bid)
        var details = bid.subject
        details["amount"] = JSONValue(deposit.amount)
        details["transfer"] = .string(deposit.transfer)
        try turn.tell(.bidConfirmed, details)
    }

    /// A bid does not count; one that was settled before stays as it is.
    func reject(
        _ bid: Bid, _ verdict: BidRejection, _ reason: String
    ) throws(StoreError) {
        var bid = bid
        guard bid.state == .placed || bid.state == .pending else {
            return try store.bids.save(bid)
        }
        bid.state = .rejected
        bid.verdict = verdict
        bid.reason = reason
        bid.settledAt = now
        try store.bids.save(bid)
        var details = bid.subject
        details["verdict"] = .string(verdict.rawValue)
        details["reason"] = .string(reason)
        if let transfer = bid.transfer { details["transfer"] = .string(transfer) }
        try turn.tell(.bidRejected, details)
    }

    /// The time for payments is over. The ledger is asked on: money that comes yet goes back.
    func rejectUnsettled(_ bid: Bid) throws(StoreError) {
        switch bid.ledger {
        case .unknown: try reject(bid, .unknown, "the ledger knows no such transfer")
        case .pending: try reject(bid, .late, "the ledger had not confirmed the transfer in time")
        case nil, .failed, .confirmed:
            try reject(bid, .late, "the ledger had not said anything of the transfer in time")
        }
    }
}

extension Bid {
    /// What events say of it.
    var subject: JSONObject {
        [
            "session": JSONValue(session), "bid": .string(id), "user": .string(user),
            "resource": .string(resourceID),
        ]
    }
}

extension Timestamp {
    /// A moment before all others that matter.
    fileprivate static let distantPast = Timestamp(microseconds: 0)
}
