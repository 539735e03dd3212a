import BusNode

/// A receipt for people: what a bid was computed from, what came of it, and whether that is so.
struct ReceiptText {
    private let receipt: Market.Receipt

    init(_ receipt: Market.Receipt) {
        self.receipt = receipt
    }

    private var input: JSONValue { receipt.receipt["input"] ?? [:] }
    private var outcome: JSONValue { receipt.receipt["outcome"] ?? [:] }
    private var bid: JSONValue { outcome["bid"] ?? [:] }

    /// The lines of the receipt.
    func lines(_ again: Market.Recomputation, terminal: Terminal) -> [String] {
        let gain = NumberText.fixed(outcome["gain"]?.double ?? 0, digits: 3)
        let unit = bid["gain"]?.string == "mse" ? "kW²" : "kW"
        let errors = ["ownError", "marketError"].map { key in
            MarketCommand.error(outcome[key]?.double) + " \(unit)"
        }
        let lines = [
            MarketCommand.line("bid", "\(receipt.bid) of \(text(bid["bidder"]))"),
            MarketCommand.line("resource", text(bid["resource"])),
            MarketCommand.line(
                "session",
                "\(receipt.session), launched \(MarketCommand.time(receipt.launch)) UTC, mode "
                    + "\(text(receipt.receipt["mode"])), seed \(amount(input["seed"]))"),
            MarketCommand.line(
                "offer",
                "\(amount(bid["price"])) for each 1 % of gain, at most \(amount(bid["maxPayment"]))"
            ),
            MarketCommand.line("session price", "\(amount(input["price"])) for each 1 % of gain"),
            MarketCommand.line("counted bid", "\(amount(outcome["finalBid"])), after its cap"),
            MarketCommand.line("own error", errors[0]),
            MarketCommand.line("market error", errors[1]),
            MarketCommand.line("gain", "\(gain) % (\(text(bid["gain"])))"),
            MarketCommand.line("payment", amount(outcome["payment"])),
            MarketCommand.line("fee", amount(outcome["fee"])),
            MarketCommand.line(
                "verdict", "\(text(outcome["verdict"])): \(text(outcome["reason"]))"),
        ]
        return lines + table(terminal) + ["", Self.verdict(again)]
    }

    private static func verdict(_ again: Market.Recomputation) -> String {
        let place = again.isOwn ? "here, from everybody's data" : "by the market"
        return again.isSame
            ? "recomputed \(place): the same to the last digit"
            : "recomputed \(place): something else comes out"
    }

    /// Whose data was there, and what each got.
    private func table(_ terminal: Terminal) -> [String] {
        var shares: [String: JSONValue] = [:]
        for share in outcome["shares"]?.array ?? [] {
            shares[share["resource"]?.string ?? ""] = share
        }
        var table = Table(
            .left("INPUT"), .left("OWNER"), .left("LAST HOUR (UTC)"), .right("HOURS"),
            .right("SHARE"), .right("REVENUE"))
        for resource in receipt.resources {
            let share = shares[resource.resource]
            let part = share?["share"]?.double
            table.add(
                resource.resource, resource.owner,
                String(MarketCommand.time(resource.last).prefix(16)),
                NumberText.grouped(resource.hours),
                part.map { NumberText.fixed($0 * 100, digits: 2) + " %" } ?? "-",
                share.map { amount($0["revenue"]) } ?? "-")
        }
        return [""] + table.lines(for: terminal)
    }

    private func amount(_ value: JSONValue?) -> String {
        if let integer = value?.integer { return NumberText.grouped(integer) }
        return value?.double.map { NumberText.grouped($0) } ?? "-"
    }

    private func text(_ value: JSONValue?) -> String { value?.string ?? "-" }
}
