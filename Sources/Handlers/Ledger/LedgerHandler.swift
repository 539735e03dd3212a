package import Store
package import Topics

/// Decides what a ledger does (docs/ledger.md): it keeps accounts, and moves money between them.
///
/// It reads and writes its store and nothing else. Who calls it commits, then sends the reply, publishes the
/// events of the store, and comes again at `nextWake`.
package struct LedgerHandler {
    /// Where the ledger answers.
    package static let address = "ledger"
    /// The longest body of a request in bytes: as many outputs as a transfer may have, with long addresses.
    package static let bodyLimit = 65_536
    /// Most transfers that are settled in one turn, so that a request does not wait long behind them.
    package static let settledPerTurn = 256

    /// What the ledger remembers.
    package let store: LedgerStore
    private let settings: LedgerSettings

    /// A ledger.
    package init(_ store: LedgerStore, settings: LedgerSettings) {
        precondition(settings.confirmAfter >= .zero, "nothing is confirmed before it is sent")
        precondition(settings.confirmAfter <= LedgerSettings.delayLimit)
        self.store = store
        self.settings = settings
    }

    /// When it is to be woken next; nil while no transfer is under way.
    package var nextWake: Timestamp? {
        get throws(StoreError) { try store.transfers.nextSettling }
    }

    /// Takes what the ledger is told; within one transaction of the store's file.
    ///
    /// - Returns: the reply; nil where nobody asked, or where a fault keeps the reply back.
    /// - Throws: `StoreError` when the file fails or the money does not add up; nothing has changed then.
    package func handle(
        _ input: LedgerInput, at now: Timestamp
    ) throws(StoreError) -> Reply? {
        let turn = LedgerTurn(store: store, settings: settings, now: now)
        do {
            try turn.settleDue(limit: Self.settledPerTurn)
            let reply = try take(input, turn)
            try store.totals.check()
            return reply
        } catch let error as StoreError {
            throw error
        } catch {
            preconditionFailure("nothing but a request is refused: \(error)")
        }
    }

    /// Opens an account with the money that it begins with, unless that was done before.
    ///
    /// - Throws: `RequestRefusal` when the address is none or was opened with other money, or `StoreError`.
    package func open(_ address: String, credit: Int64, at now: Timestamp) throws {
        let fields: JSONObject = ["address": .string(address), "credit": JSONValue(credit)]
        var reader = RequestFields(fields)
        let turn = LedgerTurn(store: store, settings: settings, now: now)
        _ = try LedgerMethod.createAccount.carryOut(turn, &reader)
        try store.totals.check()
    }

    private func take(_ input: LedgerInput, _ turn: LedgerTurn) throws -> Reply? {
        guard case .request(let request) = input else { return nil }
        let isAboutFaults = request.method.hasPrefix("faults.")
        guard try isAboutFaults || !store.faults.current.isSilent else { return nil }
        let reply = try answer(request, turn)
        let isLost = try request.method.hasPrefix("transfers.") && store.faults.loseReply()
        return isLost ? nil : reply
    }

    private func answer(_ request: Request, _ turn: LedgerTurn) throws -> Reply {
        do {
            // Joins the transaction, so that a refusal leaves nothing behind.
            return try store.connection.transaction { try carryOut(request, turn) }
        } catch let refusal as RequestRefusal {
            return refusal.reply
        }
    }

    private func carryOut(_ request: Request, _ turn: LedgerTurn) throws -> Reply {
        guard let method = LedgerMethod.all[request.method] else {
            let names = LedgerMethod.all.keys.sorted().joined(separator: ", ")
            throw RequestRefusal(
                .notFound, "unknown-method",
                "the ledger has no method \"\(request.method.prefix(80))\"; it has \(names)")
        }
        var fields = try RequestFields(request, limit: Self.bodyLimit)
        let result = try method.carryOut(turn, &fields)
        return Reply(code: "ok", payload: Payload(result.bytes()))
    }
}
