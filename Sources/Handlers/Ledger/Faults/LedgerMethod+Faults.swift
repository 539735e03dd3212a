import Topics

/// What is asked about what goes wrong.
extension LedgerMethod {
    static let faultMethods: [LedgerMethod] = [
        LedgerMethod("faults.get") { turn, fields in
            try fields.check()
            return try describe(turn.store.faults.current, turn)
        },
        LedgerMethod("faults.set") { turn, fields in
            let faults = try change(turn.store.faults.current, &fields)
            try fields.check()
            try turn.store.faults.set(faults)
            return describe(faults, turn)
        },
        LedgerMethod("faults.clear") { turn, fields in
            try fields.check()
            try turn.store.faults.set(LedgerFaults())
            return describe(LedgerFaults(), turn)
        },
    ]

    private static func change(
        _ current: LedgerFaults, _ fields: inout RequestFields
    ) throws -> LedgerFaults {
        var faults = current
        let delays = 0...Int64(LedgerSettings.delayLimit / .milliseconds(1))
        let counts = 0...LedgerFaults.countLimit
        if let delay = fields.integerIfPresent("confirm_after_milliseconds", in: delays) {
            faults.confirmAfter = .milliseconds(delay)
        }
        if let count = fields.integerIfPresent("failing_transfers", in: counts) {
            faults.failingTransfers = count
        }
        if let count = fields.integerIfPresent("lost_replies", in: counts) {
            faults.lostReplies = count
        }
        if let isSilent = fields.flagIfPresent("silent") { faults.isSilent = isSilent }
        return faults
    }

    private static func describe(_ faults: LedgerFaults, _ turn: LedgerTurn) -> JSONValue {
        let delay = faults.confirmAfter ?? turn.settings.confirmAfter
        return [
            "confirm_after_milliseconds": JSONValue(Int64(delay / .milliseconds(1))),
            "failing_transfers": JSONValue(faults.failingTransfers),
            "lost_replies": JSONValue(faults.lostReplies), "silent": .bool(faults.isSilent),
        ]
    }
}
