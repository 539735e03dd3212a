import MarketEngine
import Store

/// What the books have to know of a bid.
struct BidMoney {
    /// Its number.
    let number: Int64
    /// Its session.
    let session: Int64
    /// Its resource.
    let resource: Int64
    /// Who bids.
    let user: String
    /// The most that it pays.
    let maxPayment: Int64
    /// Whether its deposit has come.
    let isConfirmed: Bool

    private static let columns =
        "SELECT number, session, resource, user, max_payment, state = 'confirmed' FROM bid WHERE "

    /// The bid of a number; nil when there is none.
    init?(_ number: Int64, in store: MarketStore) throws(StoreError) {
        let query = try store.connection.prepare(Self.columns + "number = ?")
        try query.bind(number, at: 1)
        guard let bid = try query.firstRow(Self.read) else { return nil }
        self = bid
    }

    /// The bid of an id; nil when there is none.
    init?(named id: String, in store: MarketStore) throws(StoreError) {
        let query = try store.connection.prepare(Self.columns + "id = ?")
        try query.bind(id, at: 1)
        guard let bid = try query.firstRow(Self.read) else { return nil }
        self = bid
    }

    private init(_ row: Statement) {
        number = row.integer(at: 0)
        session = row.integer(at: 1)
        resource = row.integer(at: 2)
        user = row.text(at: 3)
        maxPayment = row.integer(at: 4)
        isConfirmed = row.boolean(at: 5)
    }

    private static func read(_ row: Statement) -> BidMoney { BidMoney(row) }

    /// Why an outcome cannot be booked; nil when it can.
    func objection(to outcome: BidOutcome) -> String? {
        let id = outcome.bid.id
        guard isConfirmed else { return "the bid \(id) is to pay and is not confirmed" }
        guard outcome.payment >= 0, Int64(outcome.payment) <= maxPayment else {
            return "the bid \(id) is to pay \(outcome.payment) of at most \(maxPayment)"
        }
        var sum = outcome.fee
        for share in outcome.shares {
            let (next, isTooLarge) = sum.addingReportingOverflow(share.revenue)
            guard !isTooLarge, share.revenue >= 0 else {
                return "the bid \(id) brings \(share.resource) \(share.revenue)"
            }
            sum = next
        }
        guard outcome.fee >= 0, sum == outcome.payment else {
            return "the bid \(id) pays \(outcome.payment), and \(sum) is divided"
        }
        return nil
    }
}
