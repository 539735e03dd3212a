@testable import Handlers
import Store
import Testing
import Topics

struct JournalTests {
    private let bench: MoneyBench
    private var journal: Journal { bench.store.journal }

    init() throws {
        bench = try MoneyBench()
    }

    @Test func `an entry moves money between accounts, once`() throws {
        let postings = [Posting(.wallet, 7), Posting(.held("t"), -7)]
        #expect(try journal.book(.deposit, "t", at: bench.now, postings))
        #expect(try !journal.book(.deposit, "t", at: bench.now, postings))
        #expect(try bench.balance(.wallet) == 7)
        #expect(try bench.balance(.held("t")) == -7)
        #expect(try journal.lastEntry == 1)
        try journal.check(after: 0)
    }

    @Test func `an entry that does not add up to zero ends the market`() throws {
        #expect(throws: journal.damage("deposit t adds up to 1, and not to zero")) {
            try journal.book(
                .deposit, "t", at: bench.now, [Posting(.wallet, 8), Posting(.held("t"), -7)])
        }
    }

    @Test func `nobody is paid what they do not have`() throws {
        #expect(
            throws: journal.damage("5 for the account user:ana, which has 0, is too much")
        ) {
            try journal.book(
                .payout, "1", at: bench.now, [Posting(.user("ana"), 5), Posting(.outgoing(1), -5)])
        }
    }

    @Test func `amounts beyond the limit are refused, and nothing overflows`() throws {
        let (most, all) = (Amount.limit, Int64.max)
        #expect(
            throws: journal.damage("\(all) for the account wallet, which has 0, is too much")
        ) {
            try journal.book(
                .deposit, "t", at: bench.now, [Posting(.wallet, all), Posting(.held("t"), -all)])
        }
        #expect(throws: journal.damage("deposit t is beyond all amounts")) {
            try journal.book(
                .deposit, "t", at: bench.now, [Posting(.wallet, all), Posting(.wallet, all)])
        }
        #expect(
            try journal.book(
                .deposit, "u", at: bench.now, [Posting(.wallet, most), Posting(.held("u"), -most)]))
    }

    @Test func `an entry that moves nothing is not booked`() throws {
        #expect(try !journal.book(.deposit, "t", at: bench.now, [Posting(.wallet, 0)]))
        #expect(try journal.lastEntry == 0)
    }

    @Test(arguments: [
        "UPDATE entry SET at = 5", "DELETE FROM entry", "UPDATE posting SET amount = 5",
        "DELETE FROM posting",
    ])
    func `the journal only grows`(_ change: String) throws {
        _ = try journal.book(
            .deposit, "t", at: bench.now, [Posting(.wallet, 7), Posting(.held("t"), -7)])
        do {
            try bench.connection.execute(change)
            Issue.record("\(change) was carried out")
        } catch {
            #expect(error.message == "the journal only grows")
        }
    }

    @Test(arguments: [
        (
            "INSERT INTO entry (kind, reference, at) VALUES ('deposit', 'u', 0)",
            "the postings of entry 2 do not add up to zero"
        ),
        (
            "INSERT INTO posting (entry, account, amount, balance) VALUES (1, 'wallet', 1, 8)",
            "the postings of entry 1 do not add up to zero"
        ),
        (
            "UPDATE account SET balance = 8 WHERE name = 'wallet'",
            "the account wallet has not what was booked"
        ),
    ])
    func `what does not add up is found before it is on disk`(
        _ change: String, _ reason: String
    ) throws {
        #expect(throws: journal.damage(reason)) {
            try bench.turn { turn in
                _ = try journal.book(
                    .deposit, "t", at: bench.now, [Posting(.wallet, 7), Posting(.held("t"), -7)])
                try bench.connection.execute(change)
            }
        }
        #expect(try journal.lastEntry == 0)
    }
}
