/// A ledger on the bus: accounts, and transfers between them that take a while (docs/ledger.md).
///
///     let transfer = try await node.ledger.send(5_000_000, from: mine, to: theirs, id: "rent-11")
///     let settled = try await node.ledger.transfer(transfer.id).state == .confirmed
public struct Ledger: Sendable {
    private static let address = LedgerNode.address

    let node: Node

    /// Opens an account; the same again changes nothing.
    ///
    /// - Parameter credit: what it begins with, in smallest units of money.
    @discardableResult
    public func open(_ address: String, credit: Int = 0) async throws(NodeError) -> Account {
        try await request(
            "accounts.create", ["address": .string(address), "credit": JSONValue(credit)])
    }

    /// The account of an address.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is none.
    public func account(_ address: String) async throws(NodeError) -> Account {
        try await request("accounts.get", ["address": .string(address)])
    }

    /// All accounts.
    public func accounts() async throws(NodeError) -> [Account] {
        try await list("accounts.list", "accounts", [:])
    }

    /// Sends money; sending it again under the same id sends it once.
    ///
    /// - Parameters:
    ///   - amount: how much, in smallest units of money.
    ///   - id: what the transfer is called; nil to have the ledger choose, which sends it each time.
    /// - Throws: `NodeError` with a rule such as `balance-too-low` or `transfer-id-used`.
    @discardableResult
    public func send(
        _ amount: Int, from payer: String, to payee: String, id: String? = nil
    ) async throws(NodeError) -> Transfer {
        try await request(
            "transfers.send",
            .fields([
                "transfer": .text(id), "from": .string(payer), "to": .string(payee),
                "amount": JSONValue(amount),
            ]))
    }

    /// A transfer, and what has become of it.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is none.
    public func transfer(_ id: String) async throws(NodeError) -> Transfer {
        try await request("transfers.get", ["transfer": .string(id)])
    }

    /// All transfers, or those from and to an address, in the order in which they were sent.
    public func transfers(of address: String? = nil) async throws(NodeError) -> [Transfer] {
        try await list("transfers.list", "transfers", .fields(["address": .text(address)]))
    }

    private func request<Row: Decodable>(
        _ method: String, _ fields: JSONObject
    ) async throws(NodeError) -> Row {
        try Market.reading(
            try await node.request(method, of: Self.address, .object(fields)), method)
    }

    private func list<Row: Decodable>(
        _ method: String, _ member: String, _ fields: JSONObject
    ) async throws(NodeError) -> [Row] {
        var (rows, fields): ([Row], JSONObject) = ([], fields)
        while true {
            let reply = try await node.request(method, of: Self.address, .object(fields))
            for row in reply[member]?.array ?? [] {
                rows.append(try Market.reading(row, method))
            }
            guard let next = reply["next"], !next.isNull, next != fields["after"] else {
                return rows
            }
            fields["after"] = next
        }
    }
}

extension Node {
    /// The ledger of this bus.
    public var ledger: Ledger { Ledger(node: self) }
}
