import MarketEngine
import Store
import Topics

/// What happens to money in a turn of the market: deposits, and what sessions bring.
///
/// Nothing here is done twice: each says whether it was done now.
///
///     try turn.money.receive("transfer-7", payer: payer, wallet: bid.marketWallet, amount: 5, for: bid.number)
///     try turn.money.claim("transfer-7", for: bid.number)
struct Money {
    private let turn: MarketTurn
    private var store: MarketStore { turn.store }

    init(_ turn: MarketTurn) {
        self.turn = turn
    }

    /// A transfer of the ledger is confirmed and pays an address of the market: it is booked, and held.
    ///
    /// - Parameters:
    ///   - transfer: Its id at the ledger.
    ///   - payer: The address that it came from, and goes back to if no bid uses it.
    ///   - wallet: The market's address that it came to, and goes back from.
    ///   - amount: What has come to that address.
    ///   - bid: The number of the bid that declared it.
    func receive(
        _ transfer: String, payer: String, wallet: String, amount: Int64, for bid: Int64
    ) throws(StoreError) -> MoneyReceipt {
        if try store.deposits.deposit(transfer) != nil { return .known }
        let balance = try store.journal.balance(of: .wallet)
        guard amount > 0 else { return .refused("\(amount) is no amount that can come") }
        guard amount <= Amount.limit - balance else {
            return .refused(
                "\(amount) more than the \(balance) that the market has is more than "
                    + "\(Amount.limit), the most that it can have")
        }
        if try isMarkets(payer, beside: wallet) {
            return .refused("\(payer), from which the transfer comes, is the market's own")
        }
        let deposit = Deposit(
            transfer: transfer, payer: payer, wallet: wallet, amount: amount,
            receivedAt: turn.now, state: .held, bid: bid)
        guard try store.deposits.add(deposit) else { return .known }
        let isBooked = try store.journal.book(
            .deposit, transfer, session: try session(ofBid: bid), bid: bid, at: turn.now,
            [Posting(.wallet, amount), Posting(.held(transfer), -amount)])
        guard isBooked else {
            throw store.journal.damage("the transfer \(transfer) is booked, and no deposit")
        }
        return .received
    }

    /// The deposit of a transfer; nil when it was never received.
    func deposit(_ transfer: String) throws(StoreError) -> Deposit? {
        try store.deposits.deposit(transfer)
    }

    /// A bid is confirmed and uses a deposit that is held: it is the bidder's balance from now on.
    ///
    /// The bid has to be confirmed in the same turn, so that the amount is locked.
    ///
    /// - Returns: whether the bid has it now; false when nothing is held under this transfer.
    func claim(_ transfer: String, for bid: Int64) throws(StoreError) -> Bool {
        guard let deposit = try store.deposits.deposit(transfer), deposit.state == .held,
            let row = try BidMoney(bid, in: store)
        else { return false }
        try store.deposits.change(transfer, to: .used, bid: bid)
        let isBooked = try store.journal.book(
            .claim, String(bid), session: row.session, bid: bid, at: turn.now,
            [
                Posting(.held(transfer), deposit.amount),
                Posting(.user(row.user), -deposit.amount, resource: row.resource),
            ])
        guard isBooked else {
            throw store.journal.damage("the bid \(bid) is confirmed by two deposits")
        }
        return true
    }

    /// A deposit that is held goes back to its payer.
    ///
    /// - Returns: whether it goes back now; false when nothing is held under this transfer.
    @discardableResult
    func refund(_ transfer: String, because reason: String) throws(StoreError) -> Bool {
        guard let deposit = try store.deposits.deposit(transfer), deposit.state == .held else {
            return false
        }
        try store.deposits.change(transfer, to: .refunded, bid: deposit.bid)
        try turn.send(
            Outgoing(
                kind: .refund, deposit: transfer, source: deposit.wallet, address: deposit.payer,
                amount: deposit.amount, reason: reason, askAt: turn.now, dueAt: turn.now))
        return true
    }

    /// All deposits that are held for bids of a session, and of those before it, go back: its gate is closed.
    func releaseHeld(_ session: Int64) throws(StoreError) {
        for transfer in try store.deposits.held(until: session) {
            try refund(transfer, because: "no bid used it before session \(session) closed")
        }
    }

    /// Books what a session has brought: what buyers pay, sellers get, and the market keeps.
    ///
    /// The bids are confirmed, and their session is not finished yet: it has to be in the same turn.
    ///
    /// - Returns: nil when everything is booked, now or before; otherwise why the result cannot be booked,
    ///   and nothing is.
    func book(_ result: SessionResult, of session: Int64) throws(StoreError) -> String? {
        var entries: [(bid: BidMoney, postings: [Posting])] = []
        for outcome in result.outcomes where outcome.payment != 0 {
            let found = try BidMoney(named: outcome.bid.id, in: store)
            guard let bid = found, bid.session == session else {
                return "the bid \(outcome.bid.id) is none of session \(session)"
            }
            if let objection = bid.objection(to: outcome) { return objection }
            var postings = [
                Posting(.user(bid.user), Int64(outcome.payment), resource: bid.resource),
                Posting(.fees, -Int64(outcome.fee)),
            ]
            for share in outcome.shares {
                guard let (number, owner) = try store.resourceOwner(share.resource) else {
                    return "the resource \(share.resource) sells, and is unknown"
                }
                postings.append(Posting(.user(owner), -Int64(share.revenue), resource: number))
            }
            entries.append((bid, postings))
        }
        for (bid, postings) in entries {
            _ = try store.journal.book(
                .payment, String(bid.number), session: session, bid: bid.number, at: turn.now,
                postings)
        }
        return nil
    }

    /// Whether an address is the market's, now or when something came to it.
    private func isMarkets(_ address: String, beside wallet: String) throws(StoreError) -> Bool {
        if address == wallet { return true }
        if try store.wallets.ofMarket()?.address == address { return true }
        return try store.deposits.hasCome(to: address)
    }

    private func session(ofBid bid: Int64) throws(StoreError) -> Int64? {
        try BidMoney(bid, in: store)?.session
    }
}

extension MarketTurn {
    /// What happens to money in this turn.
    var money: Money { Money(self) }

    /// Has money go out: it is booked at once, and sent when this turn is on disk.
    @discardableResult
    func send(_ outgoing: Outgoing) throws(StoreError) -> Outgoing {
        let row = try store.outgoing.add(outgoing)
        guard let kind = EntryKind(rawValue: row.kind.rawValue) else {
            preconditionFailure("an entry is called like what goes out")
        }
        let isBooked = try store.journal.book(
            kind, String(row.number), at: now,
            [Posting(row.account, row.amount), Posting(.outgoing(row.number), -row.amount)])
        guard isBooked else { throw store.journal.damage("\(kind) \(row.number) is booked before") }
        return row
    }
}
