import Handlers
import Store
import TestSupport
import Topics

/// A ledger that is asked without a bus, at moments that the test chooses.
final class LedgerBench {
    private let path: String
    private var connection: Connection
    private(set) var handler: LedgerHandler
    private let settings: LedgerSettings
    /// What the clock shows.
    var now = Timestamp(microseconds: 1_700_000_000_000_000)

    init(path: String = ":memory:", confirmAfter: Duration = .seconds(2)) throws {
        var settings = LedgerSettings()
        settings.confirmAfter = confirmAfter
        self.path = path
        self.settings = settings
        connection = try Connection(path: path)
        handler = LedgerHandler(try LedgerStore(connection), settings: settings)
    }

    /// Closes the file and begins again with what is in it.
    func reopen() throws {
        try connection.close()
        connection = try Connection(path: path)
        handler = LedgerHandler(try LedgerStore(connection), settings: settings)
    }

    /// What the ledger replies; nil when it does not.
    func reply(_ method: String, _ body: JSONObject = [:]) throws -> Reply? {
        let request = Request(
            address: "ledger", method: method,
            payload: Payload(JSONValue.object(body).bytes()))
        return try connection.atomically { () throws(StoreError) in
            try handler.handle(.request(request), at: now)
        }
    }

    /// The JSON that the ledger replies, also when it refuses.
    @discardableResult
    func ask(_ method: String, _ body: JSONObject = [:]) throws -> JSONValue {
        guard let reply = try reply(method, body) else { return .null }
        return try JSONValue(parsing: reply.payload.bytes)
    }

    /// The rule that a request breaks; nil when it is carried out.
    func refusal(_ method: String, _ body: JSONObject = [:]) throws -> String? {
        try ask(method, body).object?["rule"]?.string
    }

    /// Opens accounts with so much money.
    func open(_ accounts: [String: Int64]) throws {
        for (address, credit) in accounts {
            try ask(
                "accounts.create",
                ["address": .string(address), "credit": JSONValue(credit)])
        }
    }

    /// What an address has.
    func balance(_ address: String) throws -> Int? {
        try ask("accounts.get", ["address": .string(address)]).object?["balance"]?.integer
    }

    /// What has become of a transfer.
    func state(_ transfer: String) throws -> String? {
        try ask("transfers.get", ["transfer": .string(transfer)]).object?["state"]?.string
    }

    /// Lets time pass until the ledger wants to be woken, and wakes it; does nothing when it does not want to.
    func wake() throws {
        guard let time = try handler.nextWake else { return }
        now = max(now, time)
        let reply = try connection.atomically { () throws(StoreError) in
            try handler.handle(.wake, at: now)
        }
        precondition(reply == nil, "nobody asked")
    }

    /// What the topic is told, and then told no more.
    func publish() throws -> [LedgerEvent] {
        let events = try handler.store.events.unpublished(limit: 1_000)
        for event in events { try handler.store.events.remove(event.number) }
        return events
    }

    /// Changes the file behind the back of the ledger.
    func tamper(_ sql: String) throws {
        try connection.execute(sql)
    }
}
