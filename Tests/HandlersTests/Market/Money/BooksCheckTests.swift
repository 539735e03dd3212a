@testable import Handlers
import Store
import Testing

struct BooksCheckTests {
    private let bench: MoneyBench

    init() throws {
        bench = try MoneyBench()
        try bench.bid(1)
        try bench.deposit("t", 1000, bid: 1)
    }

    @Test func `books that add up are opened`() throws {
        try bench.restart()
    }

    @Test(arguments: [
        (
            "DROP TRIGGER postings_stay; UPDATE posting SET amount = 999 WHERE number = 1",
            "entry 1 does not add up to zero; posting 1 has another balance than the postings "
                + "before it make; -1 is what all postings add up to, and not zero"
        ),
        (
            "UPDATE account SET balance = -999 WHERE name = 'user:ana'",
            "the account user:ana has not what was booked; ana has 999, and 1000 is to stand for "
                + "bids"
        ),
        (
            "INSERT INTO entry (kind, reference, at) VALUES ('claim', '9', 0)",
            "entry 3 does not add up to zero"
        ),
        (
            "UPDATE deposit SET state = 'held'",
            "the deposit t is not in the books as it is used"
        ),
        (
            "UPDATE deposit SET state = 'refunded'",
            "the deposit t is to go back, and does not"
        ),
        (
            """
            INSERT INTO outgoing (kind, user, attempt, source, address, amount, state, ask_at, due_at)
            VALUES ('payout', 'ana', 1, 'a', 'b', 5, 'due', 0, 0)
            """, "payout 1 is not in the books as far as it is"
        ),
        (
            "UPDATE bid SET max_payment = 1001",
            "ana has 1000, and 1001 is to stand for bids"
        ),
    ])
    func `a market whose books do not add up is not opened, and says why`(
        _ change: String, _ reason: String
    ) throws {
        try bench.connection.execute(change)
        #expect(throws: bench.store.journal.damage(reason)) {
            try MarketStore(bench.connection)
        }
    }
}
