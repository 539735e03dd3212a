import Topics

/// Something that the market does for whoever asks it (docs/market.md).
package struct MarketMethod: Sendable {
    /// What it is called, such as `bids.place`.
    package let name: String
    /// Whether it changes anything: then a request may carry an id, and is carried out once.
    package let changes: Bool
    /// Reads the fields, calls `check` on them, and carries it out.
    ///
    /// It throws `RequestRefusal`, and then nothing is changed, or `StoreError`.
    let carryOut: @Sendable (MarketTurn, inout RequestFields) throws -> MarketAnswer

    /// A method that only looks.
    static func look(
        _ name: String,
        _ carryOut: @escaping @Sendable (MarketTurn, inout RequestFields) throws -> JSONValue
    ) -> MarketMethod {
        MarketMethod(name: name, changes: false) { turn, fields in
            .now(try carryOut(turn, &fields))
        }
    }

    /// A method that changes something.
    static func change(
        _ name: String,
        _ carryOut: @escaping @Sendable (MarketTurn, inout RequestFields) throws -> JSONValue
    ) -> MarketMethod {
        MarketMethod(name: name, changes: true) { turn, fields in
            .now(try carryOut(turn, &fields))
        }
    }

    /// A method that only looks, and is answered by what a long computation finds.
    static func study(
        _ name: String,
        _ carryOut: @escaping @Sendable (MarketTurn, inout RequestFields) throws -> Study
    ) -> MarketMethod {
        MarketMethod(name: name, changes: false) { turn, fields in
            .later(try carryOut(turn, &fields))
        }
    }

    /// All methods, by name.
    package static let all: [String: MarketMethod] = {
        let areas: [[MarketMethod]] = [
            UserMethods.all, WalletMethods.all, ResourceMethods.all, MeasurementMethods.all,
            BalanceMethods.all, OutgoingMethods.all, AuditMethods.all,
            ResultMethods.all, ReceiptMethods.all, TrialMethods.all,
            SessionMethods.all, BidMethods.all,
        ]
        return Dictionary(uniqueKeysWithValues: areas.joined().map { ($0.name, $0) })
    }()
}
