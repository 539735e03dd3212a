/// Which of its own past values help to forecast a resource.
enum OwnLags {
    /// The lags with the strongest autocorrelation, then the newest value there is; only such as
    /// are known for every hour of the forecast.
    ///
    /// `legacy` mode counts positions of the series without its gaps, as the original did; `sound`
    /// mode counts hours, and wants as many pairs as hours are evaluated.
    static func lags(
        of power: [Double], frame: MarketFrame, parameters: MarketParameters, mode: MarketMode
    ) -> [Int] {
        guard let last = power.lastIndex(where: { !$0.isNaN }) else { return [] }
        var lags = strongest(in: power, frame: frame, parameters: parameters, mode: mode)
        let newest = frame.count - 1 - last
        if !lags.contains(newest) { lags.append(newest) }
        return lags.filter { lag in
            (frame.historyCount..<frame.count).allSatisfy { row in
                row >= lag && !power[row - lag].isNaN
            }
        }
    }

    private static func strongest(
        in power: [Double], frame: MarketFrame, parameters: MarketParameters, mode: MarketMode
    ) -> [Int] {
        let known = power.filter { !$0.isNaN }
        guard let first = power.firstIndex(where: { !$0.isNaN }),
            let last = power.lastIndex(where: { !$0.isNaN }), parameters.lagCount > 0
        else { return [] }
        let isGapless = known.count == last - first + 1
        let series = mode == .legacy || isGapless ? known : Array(power[first...last])
        let leastPairs = mode == .legacy ? 2 : parameters.evaluationHours
        let longest = min(parameters.longestLag, series.count - leastPairs)
        guard parameters.horizonHours <= longest else { return [] }
        let mean = known.reduce(0, +) / Double(known.count)
        let scan = Autocorrelation(series, mean: mean)
        var found: [(lag: Int, strength: Double)] = []
        for lag in parameters.horizonHours...longest {
            let strength = abs(scan[lag, leastPairs])
            if strength > parameters.lagThreshold { found.append((lag, strength)) }
        }
        // Swift's sort is stable: of equally strong lags the shorter comes first.
        found.sort { $0.strength > $1.strength }
        return found.prefix(parameters.lagCount).map(\.lag)
    }
}
