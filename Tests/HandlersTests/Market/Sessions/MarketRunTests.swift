import Foundation
import Handlers
import MarketEngine
import Testing
import Topics

/// Three users, three sessions, real data: what is paid is what is received.
struct MarketRunTests {
    private static let columns = ["ana": 1, "ben": 2, "cid": 3]

    /// The power of three farms, hour by hour from 2024-01-01.
    private static let rows: [[String]] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../..")
        let file = folder.appending(path: "Fixtures/market/tiny.csv")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            fatalError("\(file.path) cannot be read")
        }
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            line.split(separator: ",").map(String.init)
        }
    }()

    /// Sends the readings of some hours.
    private func measure(_ hours: Range<Int>, _ town: MarketTown) throws {
        for (user, column) in Self.columns.sorted(by: { $0.key < $1.key }) {
            let series = Self.rows[hours].map { row -> JSONValue in
                ["at": .string(row[0]), "value": JSONValue(decimal: row[column])]
            }
            let reply = try town.ask(
                "measurements.put",
                [
                    "user": .string(user), "resource": "farm", "unit": "kw",
                    "interval_minutes": 60, "series": .array(series),
                ])
            #expect(reply["added"]?.integer == hours.count, "\(reply)")
        }
    }

    @Test(arguments: MarketMode.allCases)
    func `three sessions with three users add up`(mode: MarketMode) throws {
        let town = try MarketTown(at: "2024-02-10T00:30:00Z")
        town.settings.mode = mode
        // What is owed is seen better when it is not paid out at once.
        town.settings.leastPayout = 1_000_000_000_000
        try town.ask("sessions.get", ["user": "ana"])
        try measure(0..<960, town)
        var deposits = ["ana": 0, "ben": 0, "cid": 0]
        for session in 1...3 {
            for user in MarketTown.users {
                deposits[user, default: 0] += 20_000_000
                try town.placePaid(user)
            }
            try town.pass(.seconds(3_600))
            try measure((959 + session)..<(960 + session), town)
            try town.checkBooks()
        }
        #expect(town.events("session-finished").count == 3)
        #expect(town.events("bid-result").count == 9)
        let sessions = try town.ask("sessions.list", ["user": "ana", "state": "finished"])
        let fees = sessions["sessions"]?.array?.compactMap { $0["fee"]?.integer } ?? []
        #expect(fees.count == 3)
        let balances = try MarketTown.users.map { try town.balance($0) }
        let (owed, kept) = (balances.reduce(0, +), fees.reduce(0, +))
        #expect(owed + kept == 180_000_000)
        let results = try town.ask("results.list", ["user": "operator"])["results"]?.array ?? []
        #expect(results.count == 9)
        let payments = results.compactMap { $0["payment"]?.integer }.reduce(0, +)
        #expect(payments > 0)
        #expect(results.allSatisfy { ($0["payment"]?.integer ?? -1) <= 20_000_000 })
        for user in MarketTown.users {
            let all = try town.ask("balances.get", ["user": .string(user)])
            #expect(all["deposited"]?.integer == deposits[user])
        }
    }

    @Test func `a bid that cannot be computed stops no other, and prices go on`() throws {
        let town = try MarketTown(at: "2024-02-10T00:30:00Z")
        try town.ask("sessions.get", ["user": "ana"])
        try measure(0..<960, town)
        try town.ask("users.create", ["id": "dan"])
        try town.ask("wallets.set", ["user": "dan", "address": "dan-wallet"])
        try town.ask(
            "resources.create",
            [
                "user": "dan", "id": "dan-farm", "name": "farm", "kind": "measurements",
                "to_forecast": true,
            ])
        for user in MarketTown.users + ["dan"] { try town.placePaid(user) }
        try town.pass(.seconds(1_900))
        let results = try town.ask("results.list", ["user": "operator"])["results"]?.array ?? []
        let verdicts = results.compactMap { $0["verdict"]?.string }
        #expect(verdicts.last == "noData")
        #expect(verdicts.dropLast().contains("paid"))
        #expect(town.ledger.balance(of: "dan-wallet") == 0)
        let first = try town.ask("sessions.get", ["user": "ana", "session": 1])
        let second = try town.ask("sessions.get", ["user": "ana", "session": 2])
        #expect(second["price"] == first["next_price"])
        #expect(second["weights"] == first["next_weights"])
        #expect(first["weights"] != first["next_weights"])
        try town.checkBooks()
    }

    @Test func `everybody gets back what they did not pay, with what they earned`() throws {
        let town = try MarketTown(at: "2024-02-10T00:30:00Z")
        town.settings.leastPayout = 1
        try town.ask("sessions.get", ["user": "ana"])
        try measure(0..<960, town)
        for user in MarketTown.users { try town.placePaid(user) }
        try town.pass(.seconds(2_000))
        #expect(try town.session() == "2 open")
        try town.checkBooks()
        let fee = try #require(
            town.ask("sessions.get", ["user": "ana", "session": 1])["fee"]?.integer)
        #expect(town.ledger.balance(of: "market-wallet") == Int64(fee))
        // The wallets began with nothing: what one has more, the others and the market have less.
        let sums = MarketTown.users.map { town.ledger.balance(of: "\($0)-wallet") }
        #expect(sums.reduce(0, +) == Int64(-fee))
        #expect(Set(sums).count == 3)
    }

    @Test func `a stop after every turn changes nothing of what is booked`() throws {
        func run(stopping: Bool) throws -> [Int64] {
            let town = try MarketTown(at: "2024-02-10T00:30:00Z")
            town.settings.leastPayout = 1
            try town.ask("sessions.get", ["user": "ana"])
            try measure(0..<960, town)
            for user in MarketTown.users {
                try town.placePaid(user)
                if stopping { try town.restart() }
            }
            try town.carryOut()
            town.now = try Timestamp("2024-02-10T01:00:00Z")
            if stopping { try town.restart() } else { try town.tell(.wake) }
            if stopping { try town.restart() }
            try town.carryOut()
            if stopping { try town.restart() }
            try town.pass(.seconds(60))
            try town.checkBooks()
            #expect(town.events("session-finished") == ["session-finished 1"])
            return MarketTown.users.map { town.ledger.balance(of: "\($0)-wallet") }
        }
        #expect(try run(stopping: true) == run(stopping: false))
    }
}

extension JSONValue {
    /// A number as it is written.
    fileprivate init(decimal text: String) {
        self = JSONNumber(text).map { .number($0) } ?? .null
    }
}
