import BusNode

/// `busnode ledger`: lists accounts and transfers, moves money, and sets faults.
enum LedgerCommand {
    /// What performs the commands below it.
    static let bodies: [String: CommandDefinition.Body] = [
        "accounts": accounts, "credit": credit, "send": send, "transfers": transfers, "show": show,
        "faults": faults, "serve": LedgerServing.serve,
    ]

    /// How many rows are asked for at a time: the most that the ledger sends.
    private static let pageSize = 1_000

    /// Lists all accounts.
    @Sendable static func list(_ context: CommandContext) async throws -> ExitCode {
        try await BusLocation.withNode(context) { node in
            let accounts = try await rows("accounts", [:], node)
            var table = Table(
                .left("ADDRESS"), .right("BALANCE"), .right("CREDIT"), .left("OPENED"))
            for account in accounts {
                table.add(
                    account["address"]?.string ?? "", number(account["balance"]),
                    number(account["credit"]), account["opened_at"]?.string ?? "")
            }
            try await context.output.table(table, json: accounts)
            return .done
        }
    }

    @Sendable private static func accounts(_ context: CommandContext) async throws -> ExitCode {
        guard let address = context.arguments.text("ADDRESS") else {
            return try await list(context)
        }
        return try await showReply("accounts.get", ["address": .string(address)], context)
    }

    @Sendable private static func credit(_ context: CommandContext) async throws -> ExitCode {
        let fields: JSONValue = [
            "address": .string(try context.text("ADDRESS")), "credit": amount(context),
        ]
        return try await showReply("accounts.create", fields, context)
    }

    @Sendable private static func send(_ context: CommandContext) async throws -> ExitCode {
        var fields: JSONObject = [
            "from": .string(try context.text("FROM")), "to": .string(try context.text("TO")),
            "amount": amount(context),
        ]
        fields["transfer"] = context.arguments.text("id").map { .string($0) }
        return try await BusLocation.withNode(context) { [fields] node in
            var transfer = try await node.request(
                "transfers.send", of: LedgerNode.address, .object(fields))
            if let patience = context.arguments.duration("wait") {
                transfer = try await settled(transfer, within: patience, node)
            }
            let isJSON = context.arguments.isJSON
            try await context.output.object(isJSON ? transfer : flat(transfer))
            guard context.arguments.isGiven("wait") else { return .done }
            switch transfer["state"]?.string {
            case "confirmed": return .done
            case "failed": return .refused
            default: return .timedOut
            }
        }
    }

    @Sendable private static func transfers(_ context: CommandContext) async throws -> ExitCode {
        var fields = JSONObject()
        fields["address"] = context.arguments.text("address").map { .string($0) }
        return try await BusLocation.withNode(context) { [fields] node in
            let transfers = try await rows("transfers", fields, node)
            var table = Table(
                .left("TRANSFER"), .left("STATE"), .left("FROM"), .left("TO"), .right("AMOUNT"),
                .left("SENT"))
            for transfer in transfers {
                let payees = (transfer["outputs"]?.array ?? []).compactMap { $0["payee"]?.string }
                table.add(
                    transfer["transfer"]?.string ?? "", transfer["state"]?.string ?? "",
                    transfer["payer"]?.string ?? "", payees.joined(separator: ", "),
                    number(transfer["amount"]), transfer["sent_at"]?.string ?? "")
            }
            try await context.output.table(table, json: transfers)
            return .done
        }
    }

    @Sendable private static func show(_ context: CommandContext) async throws -> ExitCode {
        let id = try context.text("TRANSFER")
        return try await showReply("transfers.get", ["transfer": .string(id)], context)
    }

    @Sendable private static func faults(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        guard !arguments.flag("clear") else {
            return try await showReply("faults.clear", [:], context)
        }
        var fields = JSONObject()
        fields["confirm_after_milliseconds"] = arguments.duration("confirm-after").map {
            JSONValue(Int64($0 / .milliseconds(1)))
        }
        fields["failing_transfers"] = arguments.integer("fail").map { JSONValue($0) }
        fields["lost_replies"] = arguments.integer("lose").map { JSONValue($0) }
        fields["silent"] = arguments.text("silent").map { .bool($0 == "yes") }
        let method = fields.isEmpty ? "faults.get" : "faults.set"
        return try await showReply(method, .object(fields), context)
    }

    private static func showReply(
        _ method: String, _ fields: JSONValue, _ context: CommandContext
    ) async throws -> ExitCode {
        try await BusLocation.withNode(context) { node in
            let reply = try await node.request(method, of: LedgerNode.address, fields)
            try await context.output.object(context.arguments.isJSON ? reply : flat(reply))
            return .done
        }
    }

    /// All rows of a list, page after page.
    private static func rows(
        _ name: String, _ fields: JSONObject, _ node: Node
    ) async throws(NodeError) -> [JSONValue] {
        var rows: [JSONValue] = []
        var fields = fields
        fields["limit"] = JSONValue(pageSize)
        while true {
            let page = try await node.request(
                "\(name).list", of: LedgerNode.address, .object(fields))
            rows += page[name]?.array ?? []
            guard let next = page["next"], !next.isNull else { return rows }
            fields["after"] = next
        }
    }

    /// Asks for a transfer again and again until it is settled, or patience is over.
    private static func settled(
        _ transfer: JSONValue, within patience: Duration, _ node: Node
    ) async throws -> JSONValue {
        let deadline = ContinuousClock.now.advanced(by: patience)
        var transfer = transfer
        while transfer["state"]?.string == "pending", ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
            transfer = try await node.request(
                "transfers.get", of: LedgerNode.address, ["transfer": transfer["transfer"] ?? .null]
            )
        }
        return transfer
    }

    /// A transfer for people: its outputs as texts.
    private static func flat(_ value: JSONValue) -> JSONValue {
        guard var object = value.object, let outputs = object["outputs"]?.array else {
            return value
        }
        object["outputs"] = .array(
            outputs.map { .string("\(number($0["amount"])) to \($0["payee"]?.string ?? "")") })
        return .object(object)
    }

    private static func amount(_ context: CommandContext) -> JSONValue {
        JSONValue(context.arguments.integer("AMOUNT") ?? 0)
    }

    private static func number(_ value: JSONValue?) -> String {
        value?.number?.text ?? "0"
    }
}
