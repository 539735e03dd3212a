@testable import Handlers
import MarketEngine
import Store
import TestSupport
import Topics

/// What every trial begins with: a market with three users and their data, and a ledger with their money.
enum TrialTown {
    static let users = ["ana", "ben", "cid"]
    static let start = Timestamp(seconds: 1_790_000_100)
    /// What a user has at the ledger, and what strangers have.
    static let credit: Int64 = 10_000_000_000
    static let strangers = ["dan-wallet", "ana-other", "ben-other", "cid-other"]
    static let hours = 160

    static let ledgerSettings: LedgerSettings = {
        var settings = LedgerSettings()
        settings.addresses = .text
        return settings
    }()

    /// Sessions small enough for many of them.
    static let settings: MarketSettings = {
        var settings = MarketSettings()
        settings.addresses = .text
        settings.wallet = "market-wallet"
        settings.schedule = .every(minutes: 10)
        settings.closingSoon = .seconds(60)
        settings.leastPayment = 1_000
        settings.leastPayout = 1_000
        settings.parameters.horizonHours = 2
        settings.parameters.historyHours = 120
        settings.parameters.evaluationHours = 24
        settings.parameters.longestLag = 12
        return settings
    }()

    /// The files as they are before the first session.
    static let files: (market: [UInt8], ledger: [UInt8]) = {
        do {
            return try makeFiles()
        } catch {
            fatalError("the files of the trials cannot be made: \(error)")
        }
    }()

    private static func makeFiles() throws -> (market: [UInt8], ledger: [UInt8]) {
        let folder = try TemporaryFolder()
        let market = try Connection(path: folder.file("market"))
        var settings = settings
        settings.schedule = .manual
        let handler = MarketHandler(try MarketStore(market), settings: settings)
        for (method, fields) in marketRequests {
            let request = Request(
                address: "market", method: method, payload: Payload(fields.bytes()))
            let reply = try market.transaction { try handler.handle(.request(request), at: start) }
                .reply
            try TrialFailure.unless(reply?.code == "ok", "\(method): \(String(describing: reply))")
        }
        try market.checkpoint()
        try market.close()
        let ledger = try Connection(path: folder.file("ledger"))
        let ledgerHandler = LedgerHandler(try LedgerStore(ledger), settings: ledgerSettings)
        try ledger.transaction {
            for address in users.map({ "\($0)-wallet" }) + strangers {
                try ledgerHandler.open(address, credit: credit, at: start)
            }
        }
        try ledger.checkpoint()
        try ledger.close()
        return (try folder.bytes(of: "market"), try folder.bytes(of: "ledger"))
    }

    private static var marketRequests: [(String, JSONValue)] {
        var requests: [(String, JSONValue)] = []
        for (user, power) in zip(users, powers) {
            requests.append(("users.create", ["id": .string(user)]))
            requests.append(
                ("wallets.set", ["user": .string(user), "address": "\(user)-wallet"]))
            requests.append(
                (
                    "resources.create",
                    [
                        "user": .string(user), "id": "\(user)-farm", "name": "farm",
                        "kind": "measurements", "to_forecast": true,
                    ]
                ))
            requests.append(
                (
                    "measurements.put",
                    [
                        "user": .string(user), "resource": "farm", "unit": "kw",
                        "interval_minutes": 60, "series": .array(power),
                    ]
                ))
        }
        return requests
    }

    /// Power of farms that the wind reaches one after another, two hours apart.
    private static var powers: [[JSONValue]] {
        var random = SeededRandom(seed: 1)
        var wind = [0.0]
        for _ in 0..<hours + 6 {
            wind.append(0.9 * wind[wind.count - 1] + Double.random(in: -1...1, using: &random))
        }
        return users.indices.map { farm in
            (0..<hours).map { hour in
                let value = 50 + 5 * wind[hour + 2 * (3 - farm)]
                let time = start.advanced(by: .seconds((hour - hours) * 3_600))
                return ["at": .string(time.description), "value": JSONValue(decimal: value)]
            }
        }
    }
}
