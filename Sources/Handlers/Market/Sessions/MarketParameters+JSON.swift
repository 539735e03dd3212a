package import MarketEngine
package import Topics

/// The parameters that requests name.
extension MarketParameters {
    /// As replies show them.
    var json: JSONObject {
        [
            "horizon_hours": JSONValue(horizonHours), "history_hours": JSONValue(historyHours),
            "evaluation_hours": JSONValue(evaluationHours),
            "fee_per_million": JSONValue(feePerMillion), "lowest_price": JSONValue(grid.lowest),
            "highest_price": JSONValue(grid.highest), "price_count": JSONValue(grid.count),
            "learning_rate": JSONValue(decimal: learningRate),
            "similarity_penalty": JSONValue(decimal: similarityPenalty),
            "quantiles": .bool(quantiles),
        ]
    }

    /// Takes what an object says in place of what is here.
    ///
    /// - Throws: `RequestRefusal` that names every bad member.
    package mutating func take(_ object: JSONObject) throws(RequestRefusal) {
        var fields = RequestFields(object)
        func set(
            _ key: String, _ range: ClosedRange<Int64>, _ path: WritableKeyPath<Self, Int>
        ) {
            if let value = fields.integerIfPresent(key, in: range) {
                self[keyPath: path] = Int(value)
            }
        }
        // Longer than a series may be.
        set("history_hours", 1...Int64(HourlySeries.longest), \.historyHours)
        set("horizon_hours", 1...8_760, \.horizonHours)
        set("evaluation_hours", 1...Int64(HourlySeries.longest), \.evaluationHours)
        set("fee_per_million", 0...1_000_000, \.feePerMillion)
        let lowest = fields.integerIfPresent("lowest_price", in: 0...Amount.limit)
        let highest = fields.integerIfPresent("highest_price", in: 0...Amount.limit)
        let count = fields.integerIfPresent("price_count", in: 2...10_000)
        learningRate = fields.decimalIfPresent("learning_rate", in: 0...1_000) ?? learningRate
        similarityPenalty =
            fields.decimalIfPresent("similarity_penalty", in: 0...1_000) ?? similarityPenalty
        quantiles = fields.flagIfPresent("quantiles") ?? quantiles
        try fields.check()
        let (low, high) = (
            lowest.map { Int($0) } ?? grid.lowest, highest.map { Int($0) } ?? grid.highest
        )
        guard let grid = PriceGrid(checking: low, high, count.map { Int($0) } ?? grid.count) else {
            throw .badFields(["lowest_price": "is \(low), and the highest is \(high)"])
        }
        self.grid = grid
        longestLag = min(longestLag, historyHours)
        if let problem { throw .badFields(["evaluation_hours": problem]) }
    }
}
