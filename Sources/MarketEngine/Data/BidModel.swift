/// The model of one resource: what can explain it, over the hours that are known, and in the forecast.
struct BidModel: Sendable {
    /// The resource to forecast.
    let resource: String
    /// The resources that sell to this bid; their features are the first columns.
    let sellers: [String]
    /// By how many hours the own columns that follow are moved.
    let ownLags: [Int]
    /// Sellers, then own columns, then the target.
    private(set) var matrix: DesignMatrix
    /// How many hours are known together.
    let rows: Int
    /// The same columns without the target in the hours of the forecast, column by column.
    let ahead: [Double]
    /// The hours of the forecast.
    let hours: [Hour]
    /// The highest less the lowest value of the target.
    let range: Double

    /// The part of the training hours in which a seller has to have measured in `sound` mode.
    ///
    /// What is filled in does not vary: a column that is nearly all filled in gets any coefficient,
    /// and would spoil the forecast of the evaluation hours for everybody.
    static let leastMeasured = 0.5

    /// Prepares a model, or says why there is none.
    ///
    /// The bidder's other resources sell to the bidder in `legacy` mode; in `sound` mode they are own
    /// columns, for nobody pays for what is his.
    init(
        of bid: MarketBid, in frame: MarketFrame, parameters: MarketParameters, mode: MarketMode
    ) throws(BidFailure) {
        guard let target = frame.sellers.first(where: { $0.id == bid.resource }) else {
            throw BidFailure(.noData, "\(bid.resource) has no measurement in the hours looked at")
        }
        var lags = OwnLags.lags(
            of: target.power, frame: frame, parameters: parameters, mode: mode)
        guard let newest = lags.last else {
            throw BidFailure(
                .noUsableLag, "no value of \(bid.resource) is known for every hour ahead")
        }
        var others = frame.sellers.filter { $0.id != bid.resource }
        var rows = Self.trainingRows(target.power, frame, lags)
        let fewest = parameters.evaluationHours + 2 + others.count
        if mode == .sound {
            if rows.count < fewest + lags.count {
                lags = [newest]
                rows = Self.trainingRows(target.power, frame, lags)
            }
            let training = rows.dropLast(parameters.evaluationHours + 1)
            others = others.filter { Self.isMeasured($0, in: training) }
        }
        guard rows.count >= fewest + lags.count else {
            throw BidFailure(
                .tooFewRows,
                "\(rows.count) hours are known together, \(fewest + lags.count) are needed")
        }
        let isSold = { (seller: MarketFrame.Seller) in mode == .legacy || seller.owner != bid.bidder
        }
        let selling = others.filter(isSold)
        let given = others.filter { !isSold($0) }
        resource = bid.resource
        self.rows = rows.count
        sellers = selling.map(\.id)
        ownLags = lags
        let features = (selling + given).map { ($0.feature, 0) } + lags.map { (target.power, $0) }
        matrix = Self.matrix(features, target: target.power, rows: rows)
        let future = Array(frame.historyCount..<frame.count)
        ahead = features.flatMap { values, lag in future.map { values[$0 - lag] } }
        hours = future.map(frame.hour)
        let known = matrix.column(matrix.columns)
        range = (known.max() ?? 0) - (known.min() ?? 0)
    }

    private static func isMeasured(_ seller: MarketFrame.Seller, in rows: ArraySlice<Int>) -> Bool {
        let measured = rows.count { seller.isMeasured[$0] }
        return Double(measured) >= leastMeasured * Double(rows.count)
    }

    /// The model without the values of its matrix, once its moments are taken.
    func withoutRows() -> BidModel {
        var light = self
        light.matrix = DesignMatrix(rows: 0, columns: matrix.columns, values: [])
        return light
    }

    /// The rows of the history in which the target and its own lags are known.
    private static func trainingRows(
        _ power: [Double], _ frame: MarketFrame, _ lags: [Int]
    ) -> [Int] {
        let longest = lags.max() ?? 0
        guard longest < frame.historyCount else { return [] }
        return (longest..<frame.historyCount).filter { row in
            !power[row].isNaN && lags.allSatisfy { !power[row - $0].isNaN }
        }
    }

    private static func matrix(
        _ features: [([Double], Int)], target: [Double], rows: [Int]
    ) -> DesignMatrix {
        var values: [Double] = []
        values.reserveCapacity((features.count + 1) * rows.count)
        for (column, lag) in features {
            for row in rows { values.append(column[row - lag]) }
        }
        for row in rows { values.append(target[row]) }
        return DesignMatrix(rows: rows.count, columns: features.count, values: values)
    }
}
