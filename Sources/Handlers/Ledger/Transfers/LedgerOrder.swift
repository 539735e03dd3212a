import Topics

/// What a transfer is to do: whoever sends the same order again means the same transfer.
struct LedgerOrder: Hashable, Sendable {
    /// Most payees of one transfer.
    static let outputLimit = 128
    /// The longest id of a transfer, in characters.
    static let idLimit = 128

    /// What the transfer is called; nil where the ledger is to choose.
    let id: String?
    /// The address that pays.
    let payer: String
    /// Who gets how much.
    let outputs: [LedgerOutput]

    /// What all payees get together.
    var amount: Int64 { outputs.reduce(0) { $0 + $1.amount } }

    /// Reads an order.
    ///
    /// - Throws: `RequestRefusal` that says what is wrong with each field.
    init(_ fields: inout RequestFields, _ turn: LedgerTurn) throws {
        id = Self.id(&fields, isNeeded: false)
        let payer = fields.text("from")
        turn.check(payer, "from", in: &fields)
        outputs = Self.outputs(&fields, turn)
        self.payer = try fields.checked(payer)
    }

    /// Reads the id of a transfer: printable ASCII.
    static func id(_ fields: inout RequestFields, isNeeded: Bool) -> String? {
        guard isNeeded || fields.has("transfer") else { return nil }
        guard let id = fields.text("transfer", limit: idLimit) else { return nil }
        if !id.utf8.allSatisfy({ (33...126).contains($0) }) {
            fields.refuse("transfer", "has a character that is no printable ASCII, or a space")
        }
        return id
    }

    /// Either one payee, or a list of them.
    private static func outputs(
        _ fields: inout RequestFields, _ turn: LedgerTurn
    ) -> [LedgerOutput] {
        guard fields.has("outputs") else {
            return output(&fields, turn).map { [$0] } ?? []
        }
        for key in ["to", "amount"] where fields.has(key) {
            fields.refuse(key, "is not for a transfer with outputs")
        }
        guard let list = fields.value("outputs")?.array, (1...outputLimit).contains(list.count)
        else {
            fields.refuse("outputs", "must be a list of 1 to \(outputLimit) outputs")
            return []
        }
        var outputs: [LedgerOutput] = []
        for (place, value) in list.enumerated() {
            var members = RequestFields(value.object ?? [:])
            let output = output(&members, turn)
            do {
                outputs.append(try members.checked(output))
            } catch {
                fields.refuse("outputs", "has at \(place) one where \(error.error)")
            }
        }
        return outputs
    }

    private static func output(_ fields: inout RequestFields, _ turn: LedgerTurn) -> LedgerOutput? {
        let payee = fields.text("to")
        turn.check(payee, "to", in: &fields)
        let amount = fields.integer("amount", in: 1...LedgerMethod.amountLimit)
        guard let payee, let amount else { return nil }
        return LedgerOutput(payee: payee, amount: amount)
    }
}
